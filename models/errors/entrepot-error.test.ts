import { describe, expect, it } from 'vitest';
import { EntrepotError, explain, nearest } from './index.ts';

describe('EntrepotError', () => {
  it('tells place, message, code, choices and remedy', () => {
    const error = new EntrepotError('METRIC_UNKNOWN', 'There is no metric «ordrs».', {
      asked: 'ordrs',
      available: ['orders'],
      fix: 'Use a listed name.',
      at: 'sales.yml:4',
    });
    expect(explain(error)).toBe(
      'sales.yml:4: There is no metric «ordrs». [METRIC_UNKNOWN]\n  available: orders\n  Use a listed name.',
    );
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: 'METRIC_UNKNOWN', asked: 'ordrs' });
  });

  it('orders suggestions by closeness', () => {
    expect(nearest('ordrs', ['refunds', 'orders', 'borders'], 2)).toEqual(['orders', 'borders']);
  });
});
