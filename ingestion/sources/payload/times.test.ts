import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAs } from './fields.ts';
import {
  clockIn,
  dayIn,
  dayOf,
  epochMicros,
  epochMillis,
  epochSeconds,
  odataInstant,
  utcByAgreement,
} from './times.ts';

const instant = '2026-03-01T09:30:00.000Z';
const millis = Date.parse(instant);

describe('instants', () => {
  it.each([
    [epochSeconds, String(millis / 1_000)],
    [epochMillis, String(millis)],
    [epochMicros, String(millis * 1_000)],
    [odataInstant, `/Date(${millis}+0000)/`],
    [utcByAgreement, '2026-03-01 09:30:00 UTC'],
    [utcByAgreement, '2026-03-01T09:30:00'],
    [clockIn('Asia/Shanghai'), '2026-03-01 17:30:00'],
    [clockIn('America/New_York'), '2026-03-01T04:30'],
  ])('are read from each form (%#)', (form, text) => {
    expect(readAs(form, text, 'x')).toBe(instant);
  });

  it('of a wall clock are right on both sides of a change of the hour', () => {
    const berlin = clockIn('Europe/Berlin');
    expect(readAs(berlin, '2026-03-29 01:59:59', 'x')).toBe('2026-03-29T00:59:59.000Z');
    expect(readAs(berlin, '2026-03-29 03:00:00', 'x')).toBe('2026-03-29T01:00:00.000Z');
    expect(readAs(berlin, '2026-10-25 03:30:00', 'x')).toBe('2026-10-25T02:30:00.000Z');
  });

  it('of a wall clock go there and back in any zone', () => {
    const zones = fc.constantFrom(
      'America/Sao_Paulo',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Europe/London',
      'UTC',
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), zones, (seconds, zone) => {
        const shown = new Date(seconds * 1_000).toLocaleString('sv-SE', { timeZone: zone });
        const back = Date.parse(readAs(clockIn(zone), shown, 'x'));
        // The hour that a clock shows twice may be either.
        expect(Math.abs(back - seconds * 1_000) % 1_800_000).toBe(0);
        expect(new Date(back).toLocaleString('sv-SE', { timeZone: zone })).toBe(shown);
      }),
    );
  });

  it('of another form are refused', () => {
    for (const form of [epochSeconds, epochMillis, odataInstant, utcByAgreement]) {
      expect(() => readAs(form, '2026-03-01T09:30:00+01:00', 'x')).toThrow(/not an instant/);
    }
  });
});

describe('days', () => {
  it('are read in the order that the source writes', () => {
    expect(readAs(dayOf('DMY'), '01-12-2026', 'x')).toBe('2026-12-01');
    expect(readAs(dayOf('MDY'), '1/31/2026', 'x')).toBe('2026-01-31');
    expect(readAs(dayOf('YMD'), '20260131', 'x')).toBe('2026-01-31');
    expect(readAs(dayOf('YMD'), '2026-01-31 10:00:00', 'x')).toBe('2026-01-31');
    expect(() => readAs(dayOf('DMY'), '31-02-2026', 'x')).toThrow(/DMY/);
  });

  it('are those of the zone', () => {
    expect(dayIn('2026-03-01T23:30:00Z', 'Asia/Shanghai')).toBe('2026-03-02');
  });
});
