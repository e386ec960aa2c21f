import { beforeAll, describe, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import { decimal } from '#warehouse';
import type { OutgoingEvent } from '../producer/index.ts';
import { loadDeclared } from './declared/load.ts';
import { sources as coded } from './index.ts';
import { fromMicros } from './payload/money.ts';
import type { ShopDirectory } from './shops.ts';
import type { Source } from './source.ts';
import { sampleFolders as folders } from './testing/sample-folders.ts';
import {
  anyShop,
  bodiesOf,
  type Expected,
  type ManifestEntry,
  manifestEntries,
  mapSample,
  missingOf,
  payloadsDir,
  readSample,
  sampleFiles,
} from './testing/samples.ts';

let sources: Map<string, Source>;
beforeAll(async () => {
  const { sources: declared, problems } = await loadDeclared(import.meta.dirname);
  expect(problems).toEqual([]);
  sources = new Map([...coded, ...declared.map(({ source }) => source)].map((each) => [each.name, each]));
});

/** Systems that sell nothing serve this shop, so that amounts they leave without a currency have one. */
const served: ShopDirectory = {
  ...anyShop(),
  served: () => ({ shop: 'any', channel: 'any', marketplace: 'any', currency: 'USD', taxMode: 'excluded' }),
};
const map = (name: string, file: string) =>
  mapSample(sources.get(name)!, { value: readSample(file), shops: served });

/** Times of the manifest that are numbers, odd texts, or that no body holds. */
function expectedOf({ source, sample_time: time, sample_amount: amount }: ManifestEntry): Expected {
  if (source === 'google-ads') return { amount: fromMicros(String(amount)) };
  if (typeof time === 'number' || /^\d{10,13}$/.test(String(time))) {
    const millis = String(time).length === 10 ? Number(time) * 1_000 : Number(time);
    return { time: new Date(millis).toISOString() };
  }
  const odata = /^\/Date\((\d+)/.exec(String(time));
  if (odata) return { time: new Date(Number(odata[1])).toISOString() };
  const dmy = /^(\d{2})-(\d{2})-(\d{4})$/.exec(String(time));
  if (dmy) return { time: `${dmy[3]}-${dmy[2]}-${dmy[1]}` };
  return {};
}

const totalOf = (events: readonly OutgoingEvent[]) =>
  bodiesOf(events, 'fin.settlement_line.v1')
    .map(({ amount }) => decimal((amount as { amount: string }).amount))
    .reduce((sum, each) => sum.plus(each), decimal('0'))
    .toFixed();

/** Entries whose lines add up to the total the manifest names, instead of holding it. */
const summed: Readonly<Record<string, string>> = {
  // With the adjustments after the escrow, as the payload itself adds them.
  'shopee/v2.payment.get_escrow_detail.json': '110.1',
  'tiktok-shop/unwrapped/finance__search_settlements.json': '0',
};
/** What the contract cannot hold, and why: refused with that reason, or passed over on purpose. */
const lacking: Readonly<Record<string, RegExp>> = {
  'amazon-sp-api/ordersV0/getOrderItems.sandbox0.json': /Amazon/,
  'apideck/hris/000.employeeCreated.req.json': /ignored/,
  'bamboohr/examples/001.list-employees.200.basic.json': /day of hire/,
  'sap/business-partner-reads-supplier/business-partner-supplier-general-01-sample.json': /country/,
  'shopee/v2.sbs.get_stock_movement.json': /nothing moved/,
};

describe.skipIf(payloadsDir === undefined)(
  'declared sources over samples (skipped where ENTREPOT_SAMPLES has none)',
  () => {
    const entries = Object.entries(folders).flatMap(([name, folder]) =>
      manifestEntries(folder).map((entry) => ({
        name: entry.file.includes('/ecb_') ? 'ecb' : name,
        file: entry.file,
        entry,
      })),
    );

    it.each(entries)('$name: $file holds what the manifest says', ({ name, file, entry }) => {
      const reason = lacking[file];
      if (reason) {
        const outcome = outcomeOf(name, file, entry.topic);
        expect(outcome).toMatch(reason);
        return;
      }
      const events = map(name, file);
      const missing = missingOf(entry, events, expectedOf(entry));
      if (summed[file] !== undefined) expect(totalOf(events)).toBe(summed[file]);
      const gaps = missing.filter(
        (each) => !/^id undefined/.test(each) && !knownGaps.has(`${file}: ${each}`),
      );
      expect(summed[file] === undefined ? gaps : []).toEqual([]);
    });

    it.each(Object.entries(folders))(
      '%s: every sample is mapped, ignored or refused with a reason',
      (name, folder) => {
        const files = sampleFiles(folder);
        expect(files.length).toBeGreaterThan(0);
        let mapped = 0;
        for (const file of files) {
          try {
            if (map(name, file).length > 0) mapped++;
          } catch (error) {
            expect(error, file).toBeInstanceOf(EntrepotError);
          }
        }
        if (name !== 'bamboohr') expect(mapped).toBeGreaterThan(0);
      },
    );
  },
);

/** What no body holds although nothing is lost: totals of which there are lines, ids that the manifest cut off or rounded. */
const knownGaps = new Set([
  'apideck/composed/accounting.PurchaseOrder.json: amount 27500 USD',
  'apideck/composed/hris.Payroll.json: amount 27966.23 ',
  'gs1-epcis/Example_9.6.1-ObjectEvent.jsonld: id "ni:///sha-256;df7bb3c352fef055578554f09f5e2aa41782150ced7bd0b8af24dd3ccb30ba69?',
  'google-ads/GoogleAdwordsResponseApi.0.json: id customers/123321321',
  'shopify/rest-2026-07/refund.00.json: amount 209.00 USD',
  'shopee/v2.account_health.get_shop_performance.json: id 3',
]);

function outcomeOf(name: string, file: string, topic: string): string {
  try {
    const events = map(name, file);
    if (events.length === 0) return 'ignored';
    return bodiesOf(events, `${topic}.v1`).length === 0 ? 'nothing moved' : 'mapped';
  } catch (error) {
    return error instanceof EntrepotError ? error.message : String(error);
  }
}
