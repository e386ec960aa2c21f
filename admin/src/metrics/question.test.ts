import { describe, expect, it } from 'vitest';
import { firstQuestion, inputOf } from './question.ts';

describe("the explorer's question", () => {
  it('ranks by the first metric where no step of time is chosen', () => {
    expect(inputOf(firstQuestion, ['channel'])).toEqual({
      metrics: ['net_sales'],
      dimensions: ['channel'],
      time: { preset: 'LAST_28_DAYS' },
      compare: 'PREVIOUS_PERIOD',
      currency: { mode: 'REPORTING' },
      orderBy: [{ field: 'net_sales', direction: 'DESC' }],
      limit: 1_000,
    });
  });

  it('runs over time where a step is chosen, in the currency chosen', () => {
    const input = inputOf({ ...firstQuestion, grain: 'WEEK', compare: '', currency: 'MXN' }, ['channel']);
    expect(input?.time).toEqual({ preset: 'LAST_28_DAYS', grain: 'WEEK' });
    expect(input?.orderBy).toBeUndefined();
    expect(input?.compare).toBeUndefined();
    expect(input?.currency).toEqual({ mode: 'REPORTING', code: 'MXN' });
  });

  it('leaves out a dimension that the metrics do not share, and asks nothing without metrics', () => {
    expect(inputOf(firstQuestion, ['country'])?.dimensions).toEqual([]);
    expect(inputOf({ ...firstQuestion, metrics: [] }, ['channel'])).toBeUndefined();
  });
});
