import type { Period } from './period.ts';
import type { Shift } from './shift.ts';
import { localTime } from './zone.ts';

const text = (local: number) => new Date(local).toISOString().slice(0, 10);

/**
 * Days of a period on which no day so many months before falls: the 29th to 31st where that month is shorter. The first
 * day always has one, because the period compared with begins there.
 */
export function daysWithoutCounterpart(
  { from, to }: Period,
  { unit, amount }: Shift,
  zone: string,
): string[] {
  if (unit !== 'month') return [];
  const [first, last] = [text(localTime(from, zone)), text(localTime(to - 1, zone))];
  const [year, month] = first.split('-').map(Number) as [number, number, number];
  const missing: string[] = [];
  for (let index = 0; ; index++) {
    const start = Date.UTC(year, month - 1 + index, 1);
    if (text(start) > last) return missing;
    const length = lengthOf(year, month - 1 + index);
    for (let date = lengthOf(year, month - 1 + index - amount) + 1; date <= length; date++) {
      const found = text(Date.UTC(year, month - 1 + index, date));
      if (found > first && found <= last) missing.push(found);
    }
  }
}

function lengthOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
