import { offsetAt } from './zone.ts';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;
const known = new Map<string, boolean>();

/**
 * Whether clocks in the zone are always ahead of UTC by a multiple of so many minutes, from one instant to another: then
 * such a stretch of UTC lies within one hour, day or month of the zone. India is half an hour off whole hours.
 */
export function offsetsAreMultiples(minutes: number, zone: string, from: number, to: number): boolean {
  const first = new Date(from).getUTCFullYear();
  const years = Array.from(
    { length: new Date(to).getUTCFullYear() - first + 1 },
    (_, index) => first + index,
  );
  return years.every((year) => {
    const key = `${zone} ${year} ${minutes}`;
    const answer = known.get(key) ?? ofYear(minutes, zone, year);
    known.set(key, answer);
    return answer;
  });
}

/** No zone has kept an offset for less than a week. */
function ofYear(minutes: number, zone: string, year: number): boolean {
  const start = Date.UTC(year, 0, 1);
  return Array.from({ length: 54 }, (_, index) => offsetAt(start + index * week, zone)).every(
    (offset) => offset % (minutes * minute) === 0,
  );
}
