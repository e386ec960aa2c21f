import type { Period } from './period.ts';
import { instantOf, localTime } from './zone.ts';

const day = 86_400_000;

/** How far the compared period lies before the asked one; calendar units follow the clock through changes of time. */
export type Shift = { unit: 'millisecond' | 'day' | 'month'; amount: number };

/** The instant a shift earlier, on the clock of the zone. The 31st a month before the 30th's end is the month's last day. */
export function earlier(instant: number, { unit, amount }: Shift, zone: string): number {
  if (unit === 'millisecond') return instant - amount;
  const local = localTime(instant, zone);
  if (unit === 'day') return instantOf(local - amount * day, zone);
  const date = new Date(local);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() - amount;
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  const dayOfMonth = Math.min(date.getUTCDate(), last);
  const moved = Date.UTC(Math.floor(months / 12), months % 12, dayOfMonth) + (local % day);
  return instantOf(moved, zone);
}

/**
 * The end of a period a shift earlier. Whole months end with the month there; any other period of days ends with its last
 * day's counterpart: the first 30 days of March against all of February, the 28th of February against one day.
 */
export function endBefore({ from, to }: Period, shift: Shift, zone: string): number {
  const [start, end] = [localTime(from, zone), localTime(to, zone)];
  const isFirst = (local: number) => local % day === 0 && new Date(local).getUTCDate() === 1;
  if (shift.unit !== 'month' || end % day !== 0 || (isFirst(start) && isFirst(end))) {
    return earlier(to, shift, zone);
  }
  const lastDay = localTime(earlier(instantOf(end - day, zone), shift, zone), zone);
  return instantOf(lastDay + day, zone);
}
