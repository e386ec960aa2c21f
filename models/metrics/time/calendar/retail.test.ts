import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonCalendar } from './calendar.ts';
import { dayNumber, weekdayOf } from './day-number.ts';
import { type RetailCalendar, retailPatterns, retailStarts, retailUnits, weekdays } from './retail.ts';

const { retail } = commonCalendar;
const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const starts = (
  unit: (typeof retailUnits)[number],
  from: string,
  to: string,
  calendar: RetailCalendar = retail,
) => retailStarts(unit, dayNumber(from), dayNumber(to), calendar).map(text);

describe('retail years', () => {
  it('begin when the National Retail Federation says', () => {
    expect(starts('retail_year', '2017-06-01', '2027-06-01')).toEqual([
      ...['2017-01-29', '2018-02-04', '2019-02-03', '2020-02-02', '2021-01-31', '2022-01-30'],
      ...['2023-01-29', '2024-02-04', '2025-02-02', '2026-02-01', '2027-01-31'],
    ]);
  });

  it('have a last month of five weeks where they have 53', () => {
    expect(starts('retail_month', '2023-01-29', '2024-02-03')).toEqual([
      ...['2023-01-29', '2023-02-26', '2023-04-02', '2023-04-30', '2023-05-28', '2023-07-02'],
      ...['2023-07-30', '2023-08-27', '2023-10-01', '2023-10-29', '2023-11-26', '2023-12-31'],
    ]);
    expect(starts('retail_week', '2023-01-29', '2024-02-03')).toHaveLength(53);
    expect(starts('retail_week', '2024-02-04', '2025-02-01')).toHaveLength(52);
  });

  it('may end on the last Saturday of August, in months of four, four and five weeks', () => {
    const august: RetailCalendar = { pattern: '4-4-5', ends: 'last', weekday: 'saturday', month: 8 };
    expect(starts('retail_year', '2022-01-01', '2025-12-31', august)).toEqual([
      ...['2021-08-29', '2022-08-28', '2023-08-27', '2024-09-01', '2025-08-31'],
    ]);
    expect(starts('retail_month', '2023-09-01', '2023-12-01', august)).toEqual([
      ...['2023-08-27', '2023-09-24', '2023-10-22', '2023-11-26'],
    ]);
  });

  it('cover every day once, whatever the rule', () => {
    const calendar: fc.Arbitrary<RetailCalendar> = fc.record({
      pattern: fc.constantFrom(...retailPatterns),
      ends: fc.constantFrom('last' as const, 'nearest' as const),
      weekday: fc.constantFrom(...weekdays),
      month: fc.integer({ min: 1, max: 12 }),
    });
    const days = fc.tuple(fc.integer({ min: 400, max: 60_000 }), fc.integer({ min: 0, max: 1_200 }));
    fc.assert(
      fc.property(calendar, fc.constantFrom(...retailUnits), days, (rule, unit, [first, length]) => {
        const found = retailStarts(unit, first, first + length, rule);
        expect(found[0]! <= first).toBe(true);
        expect(found.slice(1).every((start) => start > first && start <= first + length)).toBe(true);
        const lengths = { retail_week: [7], retail_month: [28, 35, 42], retail_quarter: [91, 98] };
        const allowed = unit === 'retail_year' ? [364, 371] : lengths[unit];
        for (const [index, start] of found.entries()) {
          expect(weekdayOf(start)).toBe((weekdays.indexOf(rule.weekday) + 1) % 7);
          const next = found[index + 1];
          if (next !== undefined) expect(allowed).toContain(next - start);
        }
        // The same unit, whichever stretch it is found from.
        for (const start of found) {
          expect(retailStarts(unit, start, start, rule)).toEqual([start]);
          expect(retailStarts(unit, start - 1, start - 1, rule)).not.toEqual([start]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('end within three days of their month’s end, or on its last such day', () => {
    for (let year = 1980; year < 2100; year++) {
      const [start] = retailStarts(
        'retail_year',
        dayNumber(`${year}-06-01`),
        dayNumber(`${year}-06-01`),
        retail,
      );
      expect(Math.abs(start! - 1 - dayNumber(`${year}-01-31`))).toBeLessThanOrEqual(3);
    }
  });
});
