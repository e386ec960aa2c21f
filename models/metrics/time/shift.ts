import { instantOf, localTime } from './zone.ts';

/** How far the compared period lies before the asked one; calendar units follow the clock through changes of time. */
export type Shift = { unit: 'millisecond' | 'day' | 'month'; amount: number };

/** The instant a shift earlier, on the clock of the zone. The 31st a month before the 30th's end is the month's last day. */
export function earlier(instant: number, { unit, amount }: Shift, zone: string): number {
  if (unit === 'millisecond') return instant - amount;
  const local = localTime(instant, zone);
  if (unit === 'day') return instantOf(local - amount * 86_400_000, zone);
  const date = new Date(local);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() - amount;
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), last);
  const moved = Date.UTC(Math.floor(months / 12), months % 12, day) + (local % 86_400_000);
  return instantOf(moved, zone);
}
