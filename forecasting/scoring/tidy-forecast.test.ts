import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidyForecast } from './tidy-forecast.ts';

describe('tidyForecast', () => {
  it('uncrosses quantiles, cuts below zero and keeps the mean', () => {
    const tidy = tidyForecast(Float32Array.of(2, 3, 1, -4), 1, ['mean', 'p10', 'p50', 'p90']);
    expect(tidy).toEqual({
      mean: Float64Array.of(2),
      p10: Float64Array.of(0),
      p50: Float64Array.of(1),
      p90: Float64Array.of(3),
    });
  });

  it('takes the outputs in the order the signature names them, and fills those it does not name', () => {
    const tidy = tidyForecast(Float32Array.of(9, 4, 8, 3), 2, ['p90', 'mean']);
    expect([...tidy.mean]).toEqual([4, 3]);
    expect([...tidy.p10]).toEqual([4, 3]);
    expect([...tidy.p50]).toEqual([4, 3]);
    expect([...tidy.p90]).toEqual([9, 8]);
  });

  it('leaves what is not a number visible', () => {
    expect(tidyForecast(Float32Array.of(Number.NaN), 1, ['mean']).mean[0]).toBeNaN();
  });

  it('always gives 0 <= p10 <= p50 <= p90 out of the same three numbers', () => {
    const value = fc.float({ noNaN: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(value, value, value, (low, middle, high) => {
        const { p10, p50, p90 } = tidyForecast(Float32Array.of(low, middle, high), 1, ['p10', 'p50', 'p90']);
        const expected = [low, middle, high].map((each) => Math.max(0, each)).sort((a, b) => a - b);
        expect([p10[0], p50[0], p90[0]]).toEqual(expected);
      }),
    );
  });
});
