import { join } from 'node:path';
import { decimal } from '#warehouse';
import type { OutgoingEvent } from '../../producer/index.ts';
import { loadDeclared } from '../declared/load.ts';
import { amazon } from '../index.ts';
import type { Source } from '../source.ts';
import { anyShop, bodiesOf, mapSample } from './samples.ts';

const { sources: declared } = await loadDeclared(join(import.meta.dirname, '..'));

/** The declared sources by name, and those that are partly declared. */
export const declaredSources: ReadonlyMap<string, Source> = new Map(
  [...declared.map(({ source }) => source), amazon].map((each) => [each.name, each]),
);

/** Maps a payload by a source, for a shop in EUR that knows every account. */
export function mapDeclared(name: string, payload: unknown, account?: string): OutgoingEvent[] {
  return mapSample(declaredSources.get(name)!, {
    value: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    shops: {
      ...anyShop(),
      served: () => ({
        shop: 'any',
        channel: 'any',
        marketplace: 'any',
        currency: 'EUR',
        taxMode: 'excluded',
      }),
    },
    ...(account === undefined ? {} : { account }),
  });
}

/** The body of the first event of a topic. */
export const first = (events: readonly OutgoingEvent[], topic: string) =>
  bodiesOf([...events], `${topic}.v1`)[0]!;

/** What the settlement lines add up to. */
export const sumOf = (events: readonly OutgoingEvent[]) =>
  bodiesOf([...events], 'fin.settlement_line.v1').reduce(
    (sum, { amount }) => sum.plus(decimal((amount as { amount: string }).amount)),
    decimal('0'),
  );
