import { describe, expect, it } from 'vitest';
import type { AnalysedModel } from '../analyse/analysed.ts';
import type { BuildContext } from './context.ts';
import { bucketOf, bucketsOf, chooseLayout, fine, inBuckets, partitionKey } from './layout.ts';

const model = { by: 'day', columns: [{ name: 'day', type: 'Date' }] } as unknown as AnalysedModel;
const context = { asOf: '2026-03-20' } as BuildContext;
const rows = (count: number) => ({ rows: count, hash: '1', failed: [], warnings: [] });

describe('layout', () => {
  it('lays days of two months ago and older together by the month', () => {
    const layout = chooseLayout(model, context, new Map([['2025-06-03', rows(10)]]));
    expect(layout).toEqual({ coarseBefore: '2026-01-01' });
    const days = ['2025-12-31', '2025-12-01', '2026-01-01', '2026-03-20'];
    expect(days.map((day) => bucketOf(layout, day))).toEqual([
      '2025-12-01',
      '2025-12-01',
      '2026-01-01',
      '2026-03-20',
    ]);
    expect(bucketsOf(layout, days).size).toBe(3);
    expect(partitionKey(model, layout)).toBe(
      "if(`day` < toDate('2026-01-01'), toStartOfMonth(`day`), `day`)",
    );
  });

  it('names every day of a month and no other', () => {
    const condition = inBuckets(model, { coarseBefore: '2026-01-01' }, ['2025-02-01', '2026-01-01']);
    expect(condition.match(/'\d{4}-\d{2}-\d{2}'/g)).toHaveLength(29);
    expect(condition).toContain("'2025-02-28', '2026-01-01'");
  });

  it.each([
    ['there is nothing old', new Map([['2026-03-01', rows(10)]])],
    ['a month is too large to be rewritten for one event', new Map([['2025-06-03', rows(3_000_000)]])],
  ])('leaves every day alone where %s', (_why, measured) => {
    expect(chooseLayout(model, context, measured)).toEqual(fine);
  });

  it('leaves other partition columns alone', () => {
    const byNumber = { by: 'day', columns: [{ name: 'day', type: 'UInt32' }] } as unknown as AnalysedModel;
    expect(chooseLayout(byNumber, context, new Map([['1', rows(1)]]))).toEqual(fine);
  });
});
