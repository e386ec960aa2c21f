import { fxRate, outgoing } from '#ingestion';
import { isoInstant } from '../days.ts';
import type { DataSet } from './data-set.ts';

/** The reference rates of the European Central Bank: every business day since 1999, units for one euro. */
export const ecb: DataSet = {
  folder: 'ecb-fx',
  files: ['eurofxref-hist.csv.gz'],
  published: 'https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip',
  async *events(read) {
    for await (const { Date: date = '', ...rates } of read('eurofxref-hist.csv.gz')) {
      const day = isoDate(date);
      const at = Date.parse(`${day}T15:00:00Z`);
      for (const [quote, rate] of Object.entries(rates)) {
        if (!/^[A-Z]{3}$/.test(quote) || !/^\d/.test(rate ?? '')) continue;
        yield outgoing(fxRate, {
          source: 'ecb',
          time: isoInstant(at),
          version: at,
          body: {
            rate_id: `ecb:EUR:${quote}:${day}:spot`,
            provider: 'ecb',
            base: 'EUR',
            quote,
            date: day,
            kind: 'spot',
            rate: rate!,
          },
        });
      }
    }
  },
};

/** Copies of the file write `2024-03-06` or `3/6/2024`. */
function isoDate(text: string): string {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (!match) return text;
  return `${match[3]}-${match[1]!.padStart(2, '0')}-${match[2]!.padStart(2, '0')}`;
}
