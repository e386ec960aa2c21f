import { describe, expect, it } from 'vitest';
import { createCostBuckets } from './token-bucket.ts';

describe('createCostBuckets', () => {
  it('gives each owner its own, refills with time and says how long to wait', () => {
    let now = 0;
    const buckets = createCostBuckets({ capacity: 100, refillPerSecond: 10, clock: () => now });
    buckets.spend('a', 90);
    buckets.spend('b', 90);
    expect(() => buckets.spend('a', 30)).toThrow(
      expect.objectContaining({ code: 'RATE_LIMITED', fix: expect.stringContaining('2 s') }),
    );
    now = 2_000;
    buckets.spend('a', 30);
    expect(() => buckets.spend('a', 1)).toThrow(/left/);
    now = 1_000_000;
    expect(() => buckets.spend('a', 101)).toThrow(/100 are left/);
    buckets.spend('a', 100);
  });
});
