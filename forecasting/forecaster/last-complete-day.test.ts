import { describe, expect, it } from 'vitest';
import { lastCompleteDay } from './last-complete-day.ts';
import { isSettled } from './settled-sales.ts';

describe('lastCompleteDay', () => {
  it.each([
    ['2026-03-02T11:59:59Z', '2026-02-28'],
    ['2026-03-02T12:00:00Z', '2026-03-01'],
    ['2026-03-03T11:00:00Z', '2026-03-01'],
    ['2024-03-01T12:00:00Z', '2024-02-29'],
  ])('at %s is %s, over even where clocks are twelve hours behind', (now, day) => {
    expect(lastCompleteDay(new Date(now))).toBe(day);
  });
});

describe('isSettled', () => {
  const sales = (units: number, reached = true) => ({ units, reached });
  it.each([
    [undefined, sales(1_000), false],
    [sales(1_000), undefined, false],
    [sales(1_000), sales(1_004), true],
    [sales(1_000), sales(1_200), false],
    [sales(1_000, false), sales(1_000), false],
  ])('%o then %o: %s', (before, now, settled) => {
    expect(isSettled(before, now)).toBe(settled);
  });
});
