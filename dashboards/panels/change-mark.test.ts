import { describe, expect, it } from 'vitest';
import { changeOf, toneOf } from './change-mark.ts';

describe('toneOf', () => {
  it('is good news by what the metric means, and neither where nobody has said', () => {
    expect([toneOf('up', 'HIGHER'), toneOf('down', 'HIGHER')]).toEqual(['rise', 'fall']);
    expect([toneOf('up', 'LOWER'), toneOf('down', 'LOWER')]).toEqual(['fall', 'rise']);
    expect([toneOf('up', null), toneOf('same', 'HIGHER'), toneOf('none', 'LOWER')]).toEqual([
      'even',
      'even',
      'even',
    ]);
  });
});

describe('changeOf', () => {
  it('compares amounts by ratio and percentages by points', () => {
    expect(changeOf('110', '100', 'money')).toEqual({ by: 0.1, as: 'ratio' });
    const points = changeOf('0.05', '0.03', 'percent');
    expect(points?.as).toBe('points');
    expect(points?.by).toBeCloseTo(0.02, 12);
  });

  it('takes a smaller loss for a rise', () => {
    expect(changeOf('-50', '-100', 'money')).toEqual({ by: 0.5, as: 'ratio' });
  });

  it('claims nothing where there is nothing to compare with', () => {
    expect(changeOf('1', null, 'money')).toBeUndefined();
    expect(changeOf(null, '1', 'money')).toBeUndefined();
    expect(changeOf('1', '0', 'money')).toBeUndefined();
  });
});
