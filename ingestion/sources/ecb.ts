import { z } from 'zod';
import { EntrepotError } from '#errors';
import { fxRate } from '../contracts/index.ts';
import { type OutgoingEvent, outgoing } from '../producer/index.ts';
import { many, readAs } from './payload/fields.ts';
import type { Payload } from './payload/json.ts';
import type { Source, SourceContext } from './source.ts';

/** One row of the ECB's euro reference rates (`eurofxref-hist.csv`): a day and a rate per currency. */
export type EcbRow = Readonly<Record<string, string>>;

/** ECB publishes about 16:00 Frankfurt time; 15:00 UTC lies after it in winter and before it in no season's next day. */
const publishedAt = 'T15:00:00.000Z';

/**
 * The rates of a row: units of each currency for one euro. Currencies without a rate that day (`N/A` or empty) are
 * left out. Days are read as ISO (`2024-03-06`), American (`3/6/2024`) or in words (`6 March 2024`, of the daily file).
 *
 * @throws PAYLOAD_INVALID where the day or a rate cannot be read.
 * @example mapEcbRow({ Date: '3/6/2024', USD: '1.0874', CYP: 'N/A' }) // one event: EUR → USD 1.0874
 */
export function mapEcbRow(row: EcbRow, rawref?: string): OutgoingEvent[] {
  const { Date: written = '', ...rates } = row;
  const date = dayOf(written);
  return Object.entries(rates)
    .map(([name, rate]) => [name.trim(), rate.trim()] as const)
    .filter(([currency, rate]) => currency !== '' && rate !== '' && rate !== 'N/A')
    .map(([quote, rate]) => rateEvent({ quote, date, rate }, rawref));
}

/**
 * A row of the ECB data portal's CSV (`FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE`); a row without a value gives nothing.
 */
export function mapEcbObservation(row: EcbRow, rawref?: string): OutgoingEvent[] {
  const { CURRENCY: quote = '', TIME_PERIOD: day = '', OBS_VALUE: rate = '' } = row;
  if (rate === '' || rate === 'NaN') return [];
  return [rateEvent({ quote, date: dayOf(day), rate }, rawref)];
}

const quotation = z.object({ '@currency': z.string(), '@rate': z.string() });
const envelope = z.object({
  Envelope: z.object({
    Cube: z.object({ Cube: many(z.object({ '@time': z.string(), Cube: many(quotation) })) }),
  }),
});

/** The bank's XML (`eurofxref-daily.xml`, `-hist-90d.xml`, `-hist.xml`): a cube per day, in it one per currency. */
export function mapEcbEnvelope(payload: Payload, rawref?: string): OutgoingEvent[] {
  return readAs(envelope, payload, 'ECB rates').Envelope.Cube.Cube.flatMap(({ '@time': day, Cube: rates }) =>
    rates.map(({ '@currency': quote, '@rate': rate }) =>
      rateEvent({ quote, date: dayOf(day), rate }, rawref),
    ),
  );
}

const rows = many(z.record(z.string(), z.string()));
const each =
  (map: (row: EcbRow, rawref?: string) => OutgoingEvent[]) =>
  (payload: Payload, { rawref }: SourceContext) =>
    readAs(rows, payload, 'ECB rates').flatMap((row) => map(row, rawref));

/** The European Central Bank's euro reference rates: rows of its daily or history file or of its data portal, or its XML. */
export const ecb: Source = {
  name: 'ecb',
  objects: {
    history: each(mapEcbRow),
    observations: each(mapEcbObservation),
    envelope: (payload, { rawref }) => mapEcbEnvelope(payload, rawref),
  },
  recognise: (payload) => {
    const first = [payload].flat()[0] ?? null;
    if (first === null || typeof first !== 'object' || Array.isArray(first)) return undefined;
    if ('Envelope' in first) return 'envelope';
    if ('OBS_VALUE' in first) return 'observations';
    return 'Date' in first ? 'history' : undefined;
  },
};

type Quotation = { quote: string; date: string; rate: string };

function rateEvent({ quote, date, rate }: Quotation, rawref: string | undefined): OutgoingEvent {
  if (!/^[A-Z]{3}$/.test(quote) || !/^\d+(\.\d{1,18})?$/.test(rate)) {
    throw new EntrepotError('PAYLOAD_INVALID', `ECB ${date}: «${quote}» = «${rate}» is not a rate.`, {
      asked: `${quote}=${rate}`,
      fix: 'Give units of a three-letter currency for one euro.',
    });
  }
  const time = `${date}${publishedAt}`;
  return outgoing(fxRate, {
    body: {
      rate_id: `ecb:EUR:${quote}:${date}:spot`,
      provider: 'ecb',
      base: 'EUR',
      quote,
      date,
      kind: 'spot',
      rate,
    },
    source: 'ecb',
    time,
    version: Date.parse(time),
    rawref,
  });
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

function dayOf(text: string): string {
  const day = isoOf(text.trim());
  const instant = Date.parse(`${day}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(instant || 0).toISOString().startsWith(day)) return day;
  throw new EntrepotError('PAYLOAD_INVALID', `ECB: «${text}» is not a day.`, {
    asked: text,
    fix: 'Write days as 2024-03-06, 3/6/2024 or 6 March 2024.',
  });
}

/** A day as year, month and day, whether there is such a day or not. */
function isoOf(text: string): string {
  const [, m, d, y] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (y !== undefined) return `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`;
  const [, day, month, year] = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(text) ?? [];
  if (year === undefined) return text;
  return `${year}-${String(months.indexOf(month!) + 1).padStart(2, '0')}-${day!.padStart(2, '0')}`;
}
