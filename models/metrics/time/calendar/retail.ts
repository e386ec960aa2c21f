import { type DayNumber, dayOfDate, weekdayOf } from './day-number.ts';

export const retailPatterns = ['4-4-5', '4-5-4', '5-4-4'] as const;
export const retailEnds = ['last', 'nearest'] as const;
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/**
 * A year of whole weeks: quarters of thirteen, months of four and five in the order of `pattern`. It ends on a `weekday`: the
 * `last` of its `month`, or the one `nearest` the month's end. Every fifth or sixth year so has 53 weeks; the last of
 * them belongs to its last month.
 */
export type RetailCalendar = {
  pattern: (typeof retailPatterns)[number];
  ends: (typeof retailEnds)[number];
  weekday: (typeof weekdays)[number];
  /** 1 to 12. */
  month: number;
};

export const retailUnits = ['retail_week', 'retail_month', 'retail_quarter', 'retail_year'] as const;
export type RetailUnit = (typeof retailUnits)[number];

/** The first days of every unit that a stretch of days touches, in order. */
export function retailStarts(
  unit: RetailUnit,
  first: DayNumber,
  last: DayNumber,
  calendar: RetailCalendar,
): DayNumber[] {
  const year = new Date(first * 86_400_000).getUTCFullYear();
  const starts: DayNumber[] = [];
  // A retail year begins up to a year before, and never later than a week after, the year its month is in.
  for (let ends = year - 1; ; ends++) {
    const start = yearEnd(ends - 1, calendar) + 1;
    if (start > last) break;
    starts.push(...startsWithin(unit, start, yearEnd(ends, calendar) + 1, calendar));
  }
  const from = starts.findLastIndex((start) => start <= first);
  return starts.slice(from).filter((start) => start <= last);
}

/** The last day of the retail year whose end is that of its month in `year`. */
function yearEnd(year: number, { ends, weekday, month }: RetailCalendar): DayNumber {
  const end = dayOfDate(year, month, 0);
  const back = (weekdayOf(end) - weekdays.indexOf(weekday) + 7) % 7;
  return ends === 'nearest' && back > 3 ? end + 7 - back : end - back;
}

function startsWithin(unit: RetailUnit, start: DayNumber, next: DayNumber, { pattern }: RetailCalendar) {
  if (unit === 'retail_year') return [start];
  const quarters = [0, 13, 26, 39];
  const weeks = Array.from({ length: (next - start) / 7 }, (_, week) => week);
  const [long, longer] = pattern.split('-').map(Number) as [number, number];
  const months = quarters.flatMap((week) => [week, week + long, week + long + longer]);
  const units = { retail_week: weeks, retail_month: months, retail_quarter: quarters };
  return units[unit].map((week) => start + 7 * week);
}
