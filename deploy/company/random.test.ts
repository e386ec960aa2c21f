import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random, uniform } from './random.ts';

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

describe('Random', () => {
  it('repeats itself for ever', () => {
    expect(draw(new Random(1, 'fx', 'USD'), 3)).toEqual(draw(new Random(1, 'fx', 'USD'), 3));
    expect(new Random(7).between(0, 1_000_000)).toBe(new Random(7).between(0, 1_000_000));
  });

  it('gives each key a stream of its own', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (seed, one, other) => {
        fc.pre(one !== other);
        expect(draw(new Random(seed, one), 4)).not.toEqual(draw(new Random(seed, other), 4));
      }),
    );
  });

  it('draws the laws it says', () => {
    const random = new Random(42);
    expect(mean(draw(random, 40_000))).toBeCloseTo(0.5, 1);
    for (const rate of [0.2, 3, 12, 200]) {
      const counts = Array.from({ length: 8_000 }, () => random.poisson(rate));
      const average = mean(counts);
      expect(Math.abs(average - rate)).toBeLessThan(5 * Math.sqrt(rate / 8_000));
      expect(mean(counts.map((count) => (count - average) ** 2)) / rate).toBeCloseTo(1, 0);
    }
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    expect(Math.abs(mean(normals))).toBeLessThan(0.03);
    expect(mean(normals.map((each) => each ** 2))).toBeCloseTo(1, 1);
  });

  it('stays within bounds and reaches them', () => {
    const random = new Random(3);
    const drawn = new Set(Array.from({ length: 500 }, () => random.between(2, 5)));
    expect([...drawn].sort()).toEqual([2, 3, 4, 5]);
  });

  it('spreads keys evenly', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => uniform(1, 21, index));
    expect(mean(values)).toBeCloseTo(0.5, 1);
    expect(values.filter((value) => value < 0.1).length / values.length).toBeCloseTo(0.1, 1);
  });
});
