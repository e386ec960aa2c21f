import type { Calendar } from './calendar.ts';
import { type DayNumber, dayOfDate, weekdayOf } from './day-number.ts';
import { type RetailUnit, retailStarts, retailUnits } from './retail.ts';

export const calendarUnits = [
  'week',
  'month',
  'quarter',
  'year',
  'fiscal_month',
  'fiscal_quarter',
  'fiscal_year',
  ...retailUnits,
] as const;
/** A stretch of whole days. */
export type CalendarUnit = (typeof calendarUnits)[number];

export function isRetail(unit: CalendarUnit): unit is RetailUnit {
  return retailUnits.some((each) => each === unit);
}

/** By how many months a unit that begins with a month repeats, and how many months into the year its first one begins. */
export function monthsOf(
  unit: Exclude<CalendarUnit, 'week' | RetailUnit>,
  { fiscalStart }: Calendar,
): { every: 1 | 3 | 12; offset: number } {
  const every = unit.endsWith('year') ? 12 : unit.endsWith('quarter') ? 3 : 1;
  return { every, offset: unit.startsWith('fiscal') ? (fiscalStart - 1) % every : 0 };
}

/** The first day of the unit that a day lies in. */
export function startOf(unit: CalendarUnit, day: DayNumber, calendar: Calendar): DayNumber {
  if (unit === 'week') return day - ((weekdayOf(day) - (calendar.weekStart === 'sunday' ? 0 : 1) + 7) % 7);
  if (isRetail(unit)) return retailStarts(unit, day, day, calendar.retail)[0]!;
  const date = new Date(day * 86_400_000);
  const { every, offset } = monthsOf(unit, calendar);
  const month = date.getUTCMonth() - offset;
  return dayOfDate(date.getUTCFullYear(), month - (((month % every) + every) % every) + offset, 1);
}

/** The first day of the unit so many before (or, if negative, after) the one that begins on a day. */
export function unitsBefore(
  unit: Exclude<CalendarUnit, RetailUnit>,
  start: DayNumber,
  count: number,
  calendar: Calendar,
): DayNumber {
  if (unit === 'week') return start - 7 * count;
  const date = new Date(start * 86_400_000);
  return dayOfDate(date.getUTCFullYear(), date.getUTCMonth() - count * monthsOf(unit, calendar).every, 1);
}
