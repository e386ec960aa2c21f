import fc from 'fast-check';
import type { AskedComparison, Cumulation, Grain, MetricQuery } from '../../query.ts';
import { shapeMetrics, shiftDays } from '../shape-oracle.ts';
import { suffixOf } from './shape-expected.ts';

const cumulation: fc.Arbitrary<Cumulation> = fc.oneof(
  fc.record({
    toDate: fc.constantFrom('week' as const, 'month' as const, 'quarter' as const, 'year' as const),
  }),
  fc.record({ trailingDays: fc.integer({ min: 2, max: 40 }) }),
);

const comparison: fc.Arbitrary<AskedComparison> = fc.constantFrom(
  { period: 'week_ago' as const },
  { period: 'year_ago_weekday' as const },
  { event: 'sale' },
);

/** Questions of every shape over the sample. */
export const question: fc.Arbitrary<MetricQuery> = fc
  .record({
    metrics: fc.uniqueArray(fc.constantFrom(...shapeMetrics), { minLength: 1, maxLength: 4 }),
    dimensions: fc.uniqueArray(fc.constantFrom('channel', 'shop_id', 'profit_center'), { maxLength: 2 }),
    start: fc.integer({ min: 0, max: 300 }),
    length: fc.integer({ min: 1, max: 130 }),
    grain: fc.constantFrom<(Grain | undefined)[]>('day', 'week', 'month', 'quarter', 'year', undefined),
    timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York'),
    cumulative: fc.uniqueArray(cumulation, { maxLength: 2, selector: suffixOf }),
    compare: fc.constantFrom('year_ago' as const, undefined),
    comparisons: fc.uniqueArray(comparison, { maxLength: 2, selector: (asked) => JSON.stringify(asked) }),
    fill: fc.boolean(),
  })
  .map(({ start, length, grain, timeZone, compare, fill, ...rest }) => {
    const from = shiftDays('2024-12-22', start);
    return {
      ...rest,
      time: { from, to: shiftDays(from, length), timeZone, ...(grain ? { grain } : {}) },
      ...(compare ? { compare } : {}),
      ...(fill && grain ? { fill } : {}),
      limit: 50_000,
    };
  });
