import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decimal } from '#warehouse';
import { samplesDir } from '../../../deploy/testing/samples.ts';
import { type OutgoingEvent, validateEvent } from '../../producer/index.ts';
import type { Shop, ShopDirectory } from '../shops.ts';
import { mapRecord, type Source } from '../source.ts';

/** Where the sample payloads lie; undefined where there are none, and tests over them are then skipped. */
export const payloadsDir = ((): string | undefined => {
  const folder = samplesDir();
  return folder === undefined ? undefined : join(folder, 'payloads');
})();

/** What the manifest says of a sample: where an id, a time, an amount and a currency lie, and what they are. */
export type ManifestEntry = {
  topic: string;
  source: string;
  file: string;
  sample_id: string | number;
  sample_time?: string | number;
  sample_amount?: string | number;
  sample_currency?: string;
};

export function manifestEntries(folder: string): ManifestEntry[] {
  if (payloadsDir === undefined) return [];
  const all = JSON.parse(readFileSync(join(payloadsDir, 'manifest.json'), 'utf8')) as ManifestEntry[];
  return all.filter((each) => each.source === folder);
}

/** Every sample file of a folder, as paths from the payloads folder. */
export function sampleFiles(folder: string): string[] {
  const root = join(payloadsDir ?? '', folder);
  if (payloadsDir === undefined || !existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name !== 'SOURCE.txt')
    .map((each) => relative(payloadsDir!, join(each.parentPath, each.name)))
    .sort();
}

export function readSample(file: string): Buffer {
  return readFileSync(join(payloadsDir!, file));
}

/** A directory in which every account and marketplace is a shop of the source's channel: samples come from all over. */
export function anyShop(shop: Partial<Shop> = {}): ShopDirectory {
  return {
    find: ({ channel, marketplace }) => ({
      ...{ shop: `${channel}_test`, channel, marketplace: marketplace ?? `${channel}_us` },
      ...{ currency: 'USD', taxMode: 'excluded' as const },
      ...shop,
    }),
    served: () => undefined,
  };
}

export type SampleRecord = { value: Uint8Array; object?: string; account?: string; shops?: ShopDirectory };

/** The events of a raw record, each valid by its contract. */
export function mapSample(
  source: Source,
  { value, object, account = 'test', shops }: SampleRecord,
): OutgoingEvent[] {
  const record = { value, object, account, receivedAt: '2026-03-01T00:00:00.000Z', rawref: 'raw.x/0/0' };
  const events = mapRecord(source, record, shops ?? anyShop());
  for (const event of events) validateEvent(event);
  return events;
}

/** Bodies of the events of one topic. */
export function bodiesOf(events: readonly OutgoingEvent[], topic: string): Record<string, unknown>[] {
  return events
    .filter((event) => event.contract.topic === topic)
    .map((event) => event.body as Record<string, unknown>);
}

/** What an entry's values are after the source's own units: minor units, micros, epochs. */
export type Expected = { id?: string; time?: string; amount?: string; currency?: string };

/**
 * What of a manifest entry is not found in the events of its topic: the id as (the end of) an id, the time as an instant
 * or day, the amount with its currency as money. Empty when all is there.
 */
export function missingOf(
  entry: ManifestEntry,
  events: readonly OutgoingEvent[],
  expected: Expected = {},
): string[] {
  const bodies = bodiesOf(events, `${entry.topic}.v1`);
  if (bodies.length === 0) return [`no event of ${entry.topic}`];
  const leaves = bodies.flatMap((body) => leavesOf(body));
  const id = expected.id ?? String(entry.sample_id);
  const missing: string[] = [];
  const isId = (text: string) => text === id || text.split(/[:/]/).includes(id) || text.endsWith(`:${id}`);
  if (!leaves.some((leaf) => isId(String(leaf)))) missing.push(`id ${id}`);
  const time = expected.time ?? entry.sample_time;
  if (time !== undefined && !leaves.some((leaf) => sameTime(String(leaf), String(time))))
    missing.push(`time ${time}`);
  const amount = expected.amount ?? entry.sample_amount;
  if (amount !== undefined) {
    const currency = expected.currency ?? entry.sample_currency;
    const found = bodies
      .flatMap((body) => moneyOf(body))
      .some(
        (money) =>
          decimal(money.amount)
            .abs()
            .eq(decimal(String(amount)).abs()) &&
          (currency === undefined || money.currency === currency.toUpperCase()),
      );
    if (!found) missing.push(`amount ${amount} ${currency ?? ''}`);
  }
  return missing;
}

function sameTime(leaf: string, time: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}/.test(leaf)) return false;
  const [found, wanted] = [Date.parse(leaf), Date.parse(time)];
  if (!Number.isNaN(wanted)) return found === wanted || (leaf.length === 10 && time.startsWith(leaf));
  return false;
}

function leavesOf(value: unknown): (string | number | boolean)[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [value as string];
  return Object.values(value).flatMap(leavesOf);
}

function moneyOf(value: unknown): { amount: string; currency: string }[] {
  if (value === null || typeof value !== 'object') return [];
  const { amount, currency } = value as Record<string, unknown>;
  if (typeof amount === 'string' && typeof currency === 'string') return [{ amount, currency }];
  return Object.values(value).flatMap(moneyOf);
}
