import { describe, expect, it } from 'vitest';
import { validateEvent } from '../producer/index.ts';
import { ecb, mapEcbObservation, mapEcbRow } from './ecb.ts';
import { mapSample } from './testing/samples.ts';

describe('ecb', () => {
  it('maps a row to one rate per currency quoted, exactly as written', () => {
    const events = mapEcbRow({ Date: '3/6/2024', USD: '1.0874', JPY: '162.67', CYP: 'N/A', '': '' });
    for (const event of events) validateEvent(event);
    expect(events.map(({ body }) => [body.rate_id, body.rate])).toEqual([
      ['ecb:EUR:USD:2024-03-06:spot', '1.0874'],
      ['ecb:EUR:JPY:2024-03-06:spot', '162.67'],
    ]);
    expect(mapEcbRow({ Date: '2024-03-06', USD: '1.0874' })[0]!.body.date).toBe('2024-03-06');
  });

  it('refuses days that do not exist and rates that are none', () => {
    expect(() => mapEcbRow({ Date: '2/30/2024', USD: '1' })).toThrow(/not a day/);
    expect(() => mapEcbRow({ Date: '3/6/2024', USD: '1,08' })).toThrow(/not a rate/);
    expect(() => mapEcbRow({ Date: '3/6/2024', Dollar: '1.08' })).toThrow(/not a rate/);
  });

  it('maps an observation of the data portal; an empty one is none', () => {
    const row = { FREQ: 'D', CURRENCY: 'AUD', TIME_PERIOD: '2026-02-17', OBS_VALUE: '1.6776' };
    expect(mapEcbObservation(row)[0]!.body).toMatchObject({
      quote: 'AUD',
      date: '2026-02-17',
      rate: '1.6776',
    });
    expect(mapEcbObservation({ ...row, OBS_VALUE: '' })).toEqual([]);
  });

  it.each([
    [
      'eurofxref-daily.csv',
      'Date, USD, JPY, BGN, RUB, \n27 November 2026, 1.1589, 181.07, 1.9558, N/A, \n',
      ['2026-11-27 USD 1.1589', '2026-11-27 JPY 181.07', '2026-11-27 BGN 1.9558'],
    ],
    [
      'eurofxref-hist.csv',
      'Date,USD,JPY,CYP,\n2026-11-27,1.1589,181.07,N/A,\n2026-11-26,1.1574,181.32,N/A,\n',
      ['2026-11-27 USD 1.1589', '2026-11-27 JPY 181.07', '2026-11-26 USD 1.1574', '2026-11-26 JPY 181.32'],
    ],
    [
      'eurofxref-daily.xml',
      envelope("<Cube time='2026-11-27'><Cube currency='USD' rate='1.1589'/></Cube>"),
      ['2026-11-27 USD 1.1589'],
    ],
    [
      'eurofxref-hist-90d.xml',
      envelope(
        `<Cube time="2026-11-27"><Cube currency="USD" rate="1.1589"/><Cube currency="JPY" rate="181.07"/></Cube>
         <Cube time="2026-11-26"><Cube currency="USD" rate="1.1574"/></Cube>`,
      ),
      ['2026-11-27 USD 1.1589', '2026-11-27 JPY 181.07', '2026-11-26 USD 1.1574'],
    ],
  ])('maps %s as the bank publishes it', (_file, text, rates) => {
    const events = mapSample(ecb, { value: Buffer.from(text) });
    expect(events.map(({ body: { date, quote, rate } }) => `${date} ${quote} ${rate}`)).toEqual(rates);
  });
});

function envelope(days: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>${days}</Cube>
</gesmes:Envelope>`;
}
