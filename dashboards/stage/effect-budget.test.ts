import { describe, expect, it } from 'vitest';
import { createEffectBudget } from './effect-budget.ts';

const feed = (budget: ReturnType<typeof createEffectBudget>, rate: number, times: number) => {
  for (let time = 0; time < times; time++) budget.measured(rate);
};

describe('createEffectBudget', () => {
  it('gives up ripples, then transitions, but not for a single slow second', () => {
    const budget = createEffectBudget();
    expect(budget.measured(30)).toBe(false);
    budget.measured(60);
    expect(budget.measured(30)).toBe(false);
    expect(budget.measured(30)).toBe(true);
    expect(budget.level()).toBe(1);
    feed(budget, 30, 10);
    expect(budget.level()).toBe(0);
  });

  it('brings effects back after lasting good rates, more slowly each time', () => {
    const budget = createEffectBudget();
    feed(budget, 30, 2);
    feed(budget, 60, 11);
    expect(budget.level()).toBe(1);
    feed(budget, 60, 1);
    expect(budget.level()).toBe(2);
    feed(budget, 30, 2);
    feed(budget, 60, 23);
    expect(budget.level()).toBe(1);
  });

  it('never goes above the level it began with: reduced motion stays reduced', () => {
    const still = createEffectBudget(0);
    feed(still, 60, 2_000);
    expect(still.level()).toBe(0);
  });
});
