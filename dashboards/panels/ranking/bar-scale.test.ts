import { describe, expect, it } from 'vitest';
import { barScale } from './bar-scale.ts';

describe('barScale', () => {
  it('shares one zero between gains and losses', () => {
    expect(barScale([30, -10], true)).toEqual({ zero: 0.25, extent: 40 });
    expect(barScale([-5, -10], true)).toEqual({ zero: 1, extent: 10 });
    expect(barScale([5, 10], true)).toEqual({ zero: 0, extent: 10 });
  });

  it('survives an empty and an all-zero ranking', () => {
    expect(barScale([], true)).toEqual({ zero: 0, extent: 1 });
    expect(barScale([0, 0], false)).toEqual({ zero: 0, extent: 1 });
  });
});
