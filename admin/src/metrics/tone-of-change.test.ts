import { describe, expect, it } from 'vitest';
import { toneOfChange } from './tone-of-change.ts';

describe('toneOfChange', () => {
  it.each([
    [0.1, 'HIGHER', 'success.main'],
    [-0.1, 'HIGHER', 'error.main'],
    [0.1, 'LOWER', 'error.main'],
    [-0.1, 'LOWER', 'success.main'],
    [0.1, null, 'inherit'],
    [0, 'LOWER', 'inherit'],
  ] as const)('of %d, where %s is better, is %s', (amount, better, tone) => {
    expect(toneOfChange(amount, better, 'inherit')).toBe(tone);
  });
});
