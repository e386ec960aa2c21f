import type { TimeColumn } from '../catalogue/catalogue.ts';
import { dayNumber } from '../time/calendar/day-number.ts';
import { retailStarts } from '../time/calendar/retail.ts';
import { type CalendarUnit, isRetail, monthsOf } from '../time/calendar/start-of.ts';
import type { Period } from '../time/period.ts';
import type { Shift } from '../time/shift.ts';
import { localTime } from '../time/zone.ts';
import type { Bind } from './binder.ts';
import type { Plan } from './plan.ts';

/** What decides in which stretch of time a row falls. */
export type BucketPlan = Pick<Plan, 'bind' | 'time' | 'days'>;

/** A column of times as SQL, and what it holds. */
export type TimeSql = { sql: string; kind: TimeColumn['kind'] };

/** How rows of a compared period lie before those of the period asked for. */
export type Alignment = { shift: Shift; within: Period };

/**
 * Start of the stretch a row falls in, on the zone's clock; a row of the compared period falls where it belongs among
 * those asked for. Days and longer are dates, hours are instants.
 */
export function bucketSql(
  time: TimeSql,
  grain: 'hour' | 'day' | CalendarUnit,
  alignment: Alignment | undefined,
  plan: BucketPlan,
): string {
  const {
    bind,
    time: { zone },
  } = plan;
  const local = time.kind === 'instant' ? `toTimeZone(${time.sql}, ${bind('String', zone)})` : time.sql;
  if (grain === 'hour')
    return `toTimeZone(toStartOfHour(${alignment ? alignedTime(local, alignment, bind) : local}), 'UTC')`;
  const date = alignment ? alignedDate(local, time.kind, alignment, plan) : `toDate(${local})`;
  return grain === 'day' ? date : startOfSql(grain, date, plan);
}

/** The first day of the unit that a date lies in. */
export function startOfSql(unit: CalendarUnit, date: string, { bind, time, days }: BucketPlan): string {
  if (unit === 'week') return `toStartOfWeek(${date}, ${time.calendar.weekStart === 'sunday' ? 0 : 1})`;
  if (isRetail(unit)) {
    const starts = retailStarts(unit, dayNumber(days.first), dayNumber(days.last), time.calendar.retail);
    return `toDate(roundDown(toInt32(${date}), ${bind('Array(Int32)', starts)}))`;
  }
  const { every, offset } = monthsOf(unit, time.calendar);
  const start = { 1: 'toStartOfMonth', 3: 'toStartOfQuarter', 12: 'toStartOfYear' }[every];
  return offset === 0
    ? `${start}(${date})`
    : `addMonths(${start}(addMonths(${date}, ${bind('Int64', -offset)})), ${bind('Int64', offset)})`;
}

const adders = { millisecond: 'addMilliseconds', day: 'addDays', month: 'addMonths' } as const;

function moved(sql: string, { unit, amount }: Shift, bind: Bind): string {
  return `${adders[unit]}(${sql}, ${bind('Int64', amount)})`;
}

function movedDate(local: string, shift: Shift, bind: Bind): string {
  if (shift.unit === 'millisecond') return `toDate(${moved(local, shift, bind)})`;
  return moved(`toDate(${local})`, shift, bind);
}

/** The same of a column of days, which begin at midnight. */
export function movedDay(column: string, shift: Shift, bind: Bind): string {
  return movedDate(shift.unit === 'millisecond' ? `toDateTime64(${column}, 3, 'UTC')` : column, shift, bind);
}

/** What a shorter month or a change of the clock would move over an end of the period stays at that end. */
function alignedDate(
  local: string,
  kind: TimeColumn['kind'],
  { shift, within }: Alignment,
  { bind, time: { zone } }: BucketPlan,
): string {
  const date = (kind === 'day' ? movedDay : movedDate)(local, shift, bind);
  const [first, last] = [dayOf(within.from, zone), dayOf(within.to - 1, zone)];
  return `least(greatest(${date}, ${bind('Date', first)}), ${bind('Date', last)})`;
}

/** The engine moves a time that the clock jumps over before the jump, perhaps to the day before; it belongs behind. */
function alignedTime(local: string, { shift, within }: Alignment, bind: Bind): string {
  const there = moved(local, shift, bind);
  const minute = (time: string) => `(toHour(${time}) * 60 + toMinute(${time}))`;
  const behind =
    shift.unit === 'millisecond'
      ? there
      : `addMinutes(${there}, (${minute(local)} - ${minute(there)} + 1440) % 1440)`;
  return `least(greatest(${behind}, ${boundSql(within.from, bind)}), ${boundSql(within.to - 1, bind)})`;
}

/** Rows of a period. A column of days takes every day the period touches. */
export function withinSql({ sql, kind }: TimeSql, period: Period, zone: string, bind: Bind): string {
  if (kind === 'instant')
    return `${sql} >= ${boundSql(period.from, bind)} and ${sql} < ${boundSql(period.to, bind)}`;
  const [first, last] = [dayOf(period.from, zone), dayOf(period.to - 1, zone)];
  return `${sql} >= ${bind('Date', first)} and ${sql} <= ${bind('Date', last)}`;
}

/** The date a clock in the zone shows. */
export function dayOf(instant: number, zone: string): string {
  return new Date(localTime(instant, zone)).toISOString().slice(0, 10);
}

export function boundSql(instant: number, bind: Bind): string {
  return bind("DateTime64(3, 'UTC')", new Date(instant).toISOString().replace('T', ' ').replace('Z', ''));
}
