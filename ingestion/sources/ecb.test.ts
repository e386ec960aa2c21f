import { describe, expect, it } from 'vitest';
import { validateEvent } from '../producer/index.ts';
import { mapEcbObservation, mapEcbRow } from './ecb.ts';

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
});
