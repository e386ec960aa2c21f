import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calendar, calendarOf, commonCalendar } from './calendar.ts';
import { dayNumber } from './day-number.ts';
import { type CalendarUnit, calendarUnits, isRetail, startOf, unitsBefore } from './start-of.ts';

const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const british = calendarOf(commonCalendar, { fiscalStart: 4, weekStart: 'sunday' });

describe('startOf', () => {
  it.each<[CalendarUnit, string, Calendar, string]>([
    ['week', '2026-03-01', commonCalendar, '2026-02-23'],
    ['week', '2026-03-02', commonCalendar, '2026-03-02'],
    ['week', '2026-03-01', british, '2026-03-01'],
    ['week', '2026-02-28', british, '2026-02-22'],
    ['quarter', '2026-03-31', british, '2026-01-01'],
    ['fiscal_month', '2026-03-31', british, '2026-03-01'],
    ['fiscal_quarter', '2026-03-31', british, '2026-01-01'],
    ['fiscal_year', '2026-03-31', british, '2025-04-01'],
    ['fiscal_year', '2026-04-01', british, '2026-04-01'],
    ['fiscal_quarter', '2026-01-15', calendarOf(commonCalendar, { fiscalStart: 12 }), '2025-12-01'],
    ['fiscal_year', '2026-01-15', calendarOf(commonCalendar, { fiscalStart: 12 }), '2025-12-01'],
    ['fiscal_quarter', '2026-02-28', calendarOf(commonCalendar, { fiscalStart: 2 }), '2026-02-01'],
    ['retail_month', '2026-02-28', commonCalendar, '2026-02-01'],
  ])('of a %s on %s', (unit, day, calendar, start) => {
    expect(text(startOf(unit, dayNumber(day), calendar))).toBe(start);
  });

  it('is never later than the day, and the same for all days up to the next', () => {
    const calendar = fc
      .record({
        fiscalStart: fc.integer({ min: 1, max: 12 }),
        weekStart: fc.constantFrom('monday', 'sunday'),
      })
      .map((asked) => calendarOf(commonCalendar, asked as Partial<Calendar>));
    fc.assert(
      fc.property(
        calendar,
        fc.constantFrom(...calendarUnits),
        fc.integer({ min: 400, max: 60_000 }),
        (rule, unit, day) => {
          const start = startOf(unit, day, rule);
          expect(start).toBeLessThanOrEqual(day);
          expect(startOf(unit, start, rule)).toBe(start);
          expect(startOf(unit, start - 1, rule)).toBeLessThan(start);
          if (isRetail(unit)) return;
          expect(unitsBefore(unit, start, -1, rule)).toBeGreaterThan(day);
          expect(unitsBefore(unit, start, 1, rule)).toBe(startOf(unit, start - 1, rule));
        },
      ),
      { numRuns: 500 },
    );
  });
});
