import { describe, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import type { OutgoingEvent } from '../producer/index.ts';
import { sources as coded } from './index.ts';
import { declaredSources } from './testing/declared.ts';
import { sampleFolders } from './testing/sample-folders.ts';
import { anyShop, mapSample, payloadsDir, readSample, sampleFiles } from './testing/samples.ts';

const sources = new Map([...coded.map((source) => [source.name, source] as const), ...declaredSources]);
const shop = {
  shop: 'any',
  channel: 'any',
  marketplace: 'any',
  currency: 'USD',
  taxMode: 'excluded',
} as const;
const shops = { ...anyShop(), served: () => shop };
const folders = {
  ...sampleFolders,
  ...{ adyen: 'adyen', aftership: 'aftership', easypost: 'easypost', stripe: 'stripe' },
};

/** Samples whose makers gave several records the same id, day or clock. */
const repeating = new Set([
  'carriers-karrio/dpd/tracking.TrackingResponse.xml',
  'google-ads/GoogleAdwordsResponseApi.4.json',
  'tiktok-shop/unwrapped/product__9-get_product_list.json',
]);

function collisionsIn(events: readonly OutgoingEvent[]): string[] {
  const seen = new Map<string, string>();
  return events.flatMap(({ contract, body, op }) => {
    const id = `${contract.topic} ${(body as Record<string, unknown>)[contract.entity]}`;
    const text = JSON.stringify([body, op]);
    const known = seen.get(id);
    seen.set(id, text);
    return known === undefined || known === text ? [] : [id];
  });
}

describe.skipIf(payloadsDir === undefined)(
  'records of samples (skipped where ENTREPOT_SAMPLES has none)',
  () => {
    it.each([...Object.entries(folders), ['amazon', 'amazon-sp-reports']] as const)(
      '%s, %s: no two that differ are one entity',
      (name, folder) => {
        let mapped = 0;
        for (const file of sampleFiles(folder)) {
          if (repeating.has(file)) continue;
          let events: OutgoingEvent[] = [];
          try {
            events = mapSample(sources.get(name)!, { value: readSample(file), shops });
          } catch (error) {
            // What is refused is no entity at all; that it is refused rightly is shown elsewhere.
            expect(error, file).toBeInstanceOf(EntrepotError);
          }
          mapped += events.length;
          expect(collisionsIn(events), file).toEqual([]);
        }
        // BambooHR's samples have no day of hire: none of them is an employee.
        expect(mapped > 0).toBe(name !== 'bamboohr');
      },
    );
  },
);
