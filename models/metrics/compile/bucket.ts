import type { TimeColumn } from '../catalogue/catalogue.ts';
import type { Grain } from '../query.ts';
import type { Period } from '../time/period.ts';
import type { Shift } from '../time/shift.ts';
import { localTime } from '../time/zone.ts';
import type { Bind } from './binder.ts';

/**
 * Start of the stretch a row falls in, on the zone's clock; a row of the compared period falls where it would after the
 * shift. Days and longer are dates, hours are instants. Weeks begin on Monday.
 */
export function bucketSql(
  column: string,
  kind: TimeColumn['kind'],
  grain: Grain,
  zone: string,
  shift: Shift | undefined,
  bind: Bind,
): string {
  const local = kind === 'instant' ? `toTimeZone(${column}, ${bind('String', zone)})` : column;
  const moved = shift ? `${adders[shift.unit]}(${local}, ${bind('Int64', shift.amount)})` : local;
  switch (grain) {
    case 'hour':
      return `toTimeZone(toStartOfHour(${moved}), 'UTC')`;
    case 'day':
      return `toDate(${moved})`;
    default:
      return startOfSql(grain, `toDate(${moved})`);
  }
}

/** The first day of the stretch of the calendar that a date lies in. */
export function startOfSql(unit: 'week' | 'month' | 'quarter' | 'year', date: string): string {
  switch (unit) {
    case 'week':
      return `toStartOfWeek(${date}, 1)`;
    case 'month':
      return `toStartOfMonth(${date})`;
    case 'quarter':
      return `toStartOfQuarter(${date})`;
    case 'year':
      return `toStartOfYear(${date})`;
  }
}

const adders = { millisecond: 'addMilliseconds', day: 'addDays', month: 'addMonths' } as const;

/** Rows of a period. A column of days takes every day the period touches. */
export function withinSql(
  column: string,
  kind: TimeColumn['kind'],
  period: Period,
  zone: string,
  bind: Bind,
): string {
  if (kind === 'instant') {
    const bound = (instant: number) => bind("DateTime64(3, 'UTC')", clickhouseTime(instant));
    return `${column} >= ${bound(period.from)} and ${column} < ${bound(period.to)}`;
  }
  const [first, last] = [dayOf(period.from, zone), dayOf(period.to - 1, zone)];
  return `${column} >= ${bind('Date', first)} and ${column} <= ${bind('Date', last)}`;
}

/** The date a clock in the zone shows. */
export function dayOf(instant: number, zone: string): string {
  return new Date(localTime(instant, zone)).toISOString().slice(0, 10);
}

function clickhouseTime(instant: number): string {
  return new Date(instant).toISOString().replace('T', ' ').replace('Z', '');
}
