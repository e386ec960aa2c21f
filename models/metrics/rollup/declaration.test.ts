import { describe, expect, it } from 'vitest';
import { readRollups } from './declaration.ts';

const file = (rollups: string) => `model: dwd_line
time: placed_at
rollups:
${rollups}
metrics:
  units: sum(qty)
  paid: distinct(order_id where status = 'paid')
  share: paid / orders
  orders: { expr: distinct(order_id) }
`;

describe('rollups of a metric file', () => {
  it('keep the aggregates of all its metrics, each once', () => {
    const [rollup] = readRollups('a.yml', file('  by_shop: [shop_id, channel]'));
    expect(rollup).toMatchObject({
      ...{ name: 'dwd_line_by_shop', of: 'dwd_line', time: 'placed_at', every: 'hour', line: 4 },
      by: ['shop_id', 'channel'],
    });
    expect(rollup!.aggregates.map((each) => each.function)).toEqual(['sum', 'distinct', 'distinct']);
  });

  it('or of those that are named, in other stretches of time', () => {
    const text = file('  by_sku: { by: [sku], every: quarter_hour, metrics: [units] }');
    const [rollup] = readRollups('a.yml', text);
    expect(rollup).toMatchObject({ every: 'quarter_hour', aggregates: [{ function: 'sum' }] });
  });

  it.each([
    ['  by_sku: { by: [sku], metrics: [unit] }', { at: 'a.yml:4', asked: 'unit' }],
    [
      '  by_sku: { by: [sku], every: minute }',
      { at: 'a.yml:4', message: expect.stringMatching(/rollups.by_sku/) },
    ],
    ['  by_sku: []', { at: 'a.yml:4' }],
  ])('are refused with place and remedy: %s', (rollups, told) => {
    expect(() => readRollups('a.yml', file(rollups))).toThrow(
      expect.objectContaining({ code: 'METRIC_INVALID', fix: expect.any(String), ...told }),
    );
  });
});
