import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayLength, dayOf, instantOf, isoDay, localDay, midnight, weekday } from './days.ts';

const zones = [
  'America/Los_Angeles',
  'America/Santiago',
  'Europe/London',
  'Asia/Tokyo',
  'Australia/Sydney',
  'America/Sao_Paulo',
];

describe('days', () => {
  it('numbers them', () => {
    expect(dayOf('1970-01-02')).toBe(1);
    expect(isoDay(dayOf('2026-02-28') + 1)).toBe('2026-03-01');
    expect(weekday(dayOf('2026-11-23'))).toBe(0);
  });

  it('knows when a day begins where clocks change', () => {
    expect(midnight('Europe/London', dayOf('2026-07-01'))).toBe(Date.parse('2026-06-30T23:00:00Z'));
    // Chile's clocks jump at midnight: the day begins at one.
    expect(midnight('America/Santiago', dayOf('2026-09-06'))).toBe(Date.parse('2026-09-06T04:00:00Z'));
    const short =
      midnight('Europe/London', dayOf('2026-03-30')) - midnight('Europe/London', dayOf('2026-03-29'));
    expect(short).toBe(23 * 3_600_000);
  });

  it('agrees with Intl on the day of any instant', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2030, 0, 1) }),
        (zone, at) => {
          const expected = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
          expect(isoDay(localDay(zone, at))).toBe(expected);
          const begins = midnight(zone, localDay(zone, at));
          expect(begins <= at && at < begins + 1.1 * dayLength).toBe(true);
        },
      ),
    );
  });

  it('reads wall clocks', () => {
    expect(instantOf('Europe/London', Date.UTC(2011, 6, 1, 9, 30))).toBe(Date.UTC(2011, 6, 1, 8, 30));
    expect(instantOf('Europe/London', Date.UTC(2010, 11, 1, 8, 26))).toBe(Date.UTC(2010, 11, 1, 8, 26));
  });
});
