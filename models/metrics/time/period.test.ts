import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparison, TimeRange } from '../query.ts';
import { resolveTime } from './period.ts';
import { instantOf, localTime } from './zone.ts';

const at = (text: string) => new Date(text);
const iso = (instant: number) => new Date(instant).toISOString();
const resolved = (range: TimeRange, now: string, compare?: Comparison) => {
  const { current, previous } = resolveTime(range, compare, at(now));
  return [current, previous].map((period) => period && `${iso(period.from)}/${iso(period.to)}`);
};

describe('resolveTime', () => {
  it('begins today at the midnight of the zone and ends it now', () => {
    const range = { preset: 'today', timeZone: 'Asia/Shanghai' } as const;
    expect(resolved(range, '2026-03-01T15:59:59.999Z')).toEqual([
      '2026-02-28T16:00:00.000Z/2026-03-01T16:00:00.000Z',
      undefined,
    ]);
    expect(resolved(range, '2026-03-01T16:00:00.000Z')[0]).toBe(
      '2026-03-01T16:00:00.000Z/2026-03-01T16:00:00.001Z',
    );
  });

  it('compares today with the same hours a week ago, also over a change of the clock', () => {
    // Berlin puts the clock forward on 2026-03-29: noon is 11:00 UTC before and 10:00 UTC after.
    expect(
      resolved({ preset: 'today', timeZone: 'Europe/Berlin' }, '2026-03-30T10:00:00.000Z', 'week_ago'),
    ).toEqual([
      '2026-03-29T22:00:00.000Z/2026-03-30T10:00:00.001Z',
      '2026-03-22T23:00:00.000Z/2026-03-23T11:00:00.001Z',
    ]);
  });

  it('takes the length of the period before it', () => {
    const periodBefore = (from: string, to: string) =>
      resolved({ from, to }, '2026-06-01T00:00:00Z', 'previous_period')[1];
    expect(periodBefore('2026-03-01', '2026-04-01')).toBe(
      '2026-02-01T00:00:00.000Z/2026-03-01T00:00:00.000Z',
    );
    expect(periodBefore('2026-03-10', '2026-03-12')).toBe(
      '2026-03-08T00:00:00.000Z/2026-03-10T00:00:00.000Z',
    );
    expect(periodBefore('2026-03-10T06:00:00Z', '2026-03-10T09:00:00Z')).toBe(
      '2026-03-10T03:00:00.000Z/2026-03-10T06:00:00.000Z',
    );
  });

  it('stops the month before at its last day', () => {
    expect(resolved({ preset: 'month_to_date' }, '2026-03-31T12:00:00.000Z', 'previous_period')).toEqual([
      '2026-03-01T00:00:00.000Z/2026-03-31T12:00:00.001Z',
      '2026-02-01T00:00:00.000Z/2026-02-28T12:00:00.001Z',
    ]);
    expect(resolved({ from: '2024-02-29', to: '2024-03-01' }, '2026-01-01T00:00:00Z', 'year_ago')[1]).toBe(
      '2023-02-28T00:00:00.000Z/2023-03-01T00:00:00.000Z',
    );
  });

  it('counts days of a preset with today as the last', () => {
    expect(resolved({ preset: 'last_7_days' }, '2026-03-07T08:00:00.000Z')[0]).toBe(
      '2026-03-01T00:00:00.000Z/2026-03-07T08:00:00.001Z',
    );
    expect(
      resolved({ preset: 'yesterday', timeZone: 'America/Los_Angeles' }, '2026-03-09T12:00:00.000Z')[0],
    ).toBe(
      // 8 March has 23 hours there.
      '2026-03-08T08:00:00.000Z/2026-03-09T07:00:00.000Z',
    );
  });

  it.each([
    [{ preset: 'today', from: '2026-01-01' }, 'exclude each other'],
    [{}, 'no beginning'],
    [{ from: '2026-02-30' }, 'no date'],
    [{ from: 'yesterday' }, 'no date'],
    [{ from: '1815-06-18' }, 'no date'],
    [{ from: '2026-01-02', to: '2026-01-01' }, 'ends before it begins'],
    [{ from: '2026-01-01', timeZone: 'Mars/Olympus' }, 'no time zone'],
  ] as const)('refuses %j', (range, message) => {
    expect(() => resolved(range, '2026-03-07T08:00:00.000Z')).toThrow(message);
  });
});

describe('instantOf', () => {
  it('is the inverse of localTime wherever the clock shows a time once', () => {
    const zones = [
      'UTC',
      'Asia/Kolkata',
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    ];
    fc.assert(
      fc.property(
        fc.date({ min: at('1971-01-01'), max: at('2037-12-31'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, zone) => {
          const local = localTime(date.getTime(), zone);
          // In the repeated hour of autumn the first of two instants is taken.
          const difference = date.getTime() - instantOf(local, zone);
          expect([0, 1_800_000, 3_600_000]).toContain(difference);
          expect(localTime(instantOf(local, zone), zone)).toBe(local);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('moves a time the clock jumps over behind the jump', () => {
    const skipped = Date.UTC(2026, 2, 29, 2, 30);
    expect(iso(instantOf(skipped, 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
  });
});
