import { clockOf, type DayNumber, dayNumber } from '../time/calendar/day-number.ts';
import { type CalendarUnit, startOf } from '../time/calendar/start-of.ts';
import { dayOf } from './bucket.ts';
import type { Plan, Variant } from './plan.ts';

/** A compared figure is unknown, not zero, in stretches of time that nothing was to be compared with. */
export function comparableSql(
  value: string,
  { alignment, accumulation, missing }: Variant,
  plan: Plan,
): string {
  const {
    grain,
    bind,
    time: { zone },
  } = plan;
  if (!alignment || accumulation || !grain || missing.length === 0) return value;
  const day = grain === 'hour' ? `toDate(toTimeZone(k_time, ${bind('String', zone)}))` : 'k_time';
  const stretches = grain === 'hour' || grain === 'day' ? missing : missingUnits(grain, missing, plan);
  if (stretches.length === 0) return value;
  return `if(has(${bind('Array(Date)', stretches)}, ${day}), null, ${value})`;
}

/** The units all of whose days, as far as they were asked for, are missing. */
function missingUnits(unit: CalendarUnit, missing: readonly string[], { time }: Plan): string[] {
  const { current, zone, calendar } = time;
  const [first, last] = [current.from, current.to - 1].map((at) => dayNumber(dayOf(at, zone))) as [
    number,
    number,
  ];
  const gone = new Set(missing.map(dayNumber));
  const isGone = (start: DayNumber) => {
    for (let day = Math.max(start, first); day <= last && startOf(unit, day, calendar) === start; day++) {
      if (!gone.has(day)) return false;
    }
    return true;
  };
  const starts = new Set([...gone].map((day) => startOf(unit, day, calendar)));
  return [...starts].filter(isGone).map((start) => new Date(clockOf(start)).toISOString().slice(0, 10));
}
