import { describe, expect, it } from 'vitest';
import { freshnessOf, gravest } from './staleness.ts';

const now = 1_000_000;
const grade = (ageMs: number | undefined, downMs?: number) =>
  freshnessOf({
    now,
    watermark: ageMs === undefined ? undefined : now - ageMs,
    interval: 10_000,
    downSince: downMs === undefined ? undefined : now - downMs,
  });

describe('freshnessOf', () => {
  it.each([
    [0, 'LIVE'],
    [19_999, 'LIVE'],
    [20_000, 'DELAYED'],
    [59_999, 'DELAYED'],
    [60_000, 'STALE'],
    [86_400_000, 'STALE'],
  ])('grades an age of %i ms by intervals: %s', (age, state) => {
    expect(grade(age)).toEqual({ state, ageSeconds: Math.floor(age / 1000) });
  });

  it('waits while nothing has come, and never claims an age', () => {
    expect(grade(undefined)).toEqual({ state: 'WAITING', ageSeconds: undefined });
  });

  it('says OFFLINE three seconds after a cut, well within two intervals, keeping the age', () => {
    expect(grade(4_000, 2_999).state).toBe('LIVE');
    expect(grade(4_000, 3_000)).toEqual({ state: 'OFFLINE', ageSeconds: 4 });
    expect(grade(undefined, 3_000).state).toBe('OFFLINE');
  });

  it('shows no negative age when the clocks disagree', () => {
    expect(grade(-5_000)).toEqual({ state: 'LIVE', ageSeconds: 0 });
  });
});

describe('gravest', () => {
  it('lets the worst panel speak for the screen', () => {
    expect(gravest([])).toBe('LIVE');
    expect(gravest(['LIVE', 'DELAYED', 'LIVE'])).toBe('DELAYED');
    expect(gravest(['STALE', 'OFFLINE', 'WAITING'])).toBe('OFFLINE');
  });
});
