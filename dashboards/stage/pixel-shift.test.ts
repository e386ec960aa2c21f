import { expect, it } from 'vitest';
import { shiftAt } from './pixel-shift.ts';

it('moves every three minutes, by no more than two pixels, and comes home', () => {
  const minutes = Array.from({ length: 48 }, (_, minute) => shiftAt(minute * 60_000));
  expect(minutes[0]).toEqual({ x: 0, y: 0 });
  expect(minutes[24]).toEqual(minutes[0]);
  expect(new Set(minutes.map(({ x, y }) => `${x},${y}`)).size).toBe(8);
  for (const [at, { x, y }] of minutes.entries()) {
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(2);
    const next = minutes[at + 1];
    if (next) expect(Math.abs(next.x - x) + Math.abs(next.y - y)).toBeLessThanOrEqual(2);
  }
});
