import { describe, expect, it } from 'vitest';
import { readModel } from '../../engine/project/read-model.ts';
import { readRollups } from './declaration.ts';
import { declaredModel } from './declared-rollups.ts';
import { rollupModel } from './rollup-model.ts';

const types = {
  ...{ day: 'Date', placed_at: "DateTime64(3, 'UTC')", shop_id: 'String', sku: 'String', score: 'Float64' },
  ...{ qty: 'Decimal(18, 4)', net_amount: 'Decimal(38, 6)', currency: 'String', region: 'String' },
};

function complete(metrics: string, kind = 'incremental by day', by = '[sku]') {
  const { model } = readModel(
    'dwd_line',
    'models/dwd/dwd_line.sql',
    `-- kind: ${kind}\n-- time: placed_at\n-- rows: has(viewer.shops, shop_id) and region != 'day'\nselect 1`,
  );
  const columns = Object.entries(types).map(([name, type]) => ({ name, type }));
  const text = `model: dwd_line\nrollups:\n  small: ${by}\nmetrics:\n${metrics}`;
  const [{ line, ...rollup }] = readRollups('models/metrics/a.yml', text) as [
    ReturnType<typeof readRollups>[0],
  ];
  const declared = { ...declaredModel('models/metrics/a.yml', JSON.stringify(rollup)), firstLine: line };
  return rollupModel(declared, declared.rollup!, { ...model, columns });
}

describe('the SELECT of a rollup', () => {
  it('keeps what questions can be asked by, and what money and policies need', () => {
    const model = complete("  net: sum(net_amount)\n  most: max(qty where sku != 'x')\n");
    expect(model).toMatchObject({
      ...{ name: 'dwd_line_small', kind: 'incremental', by: 'day', rows: expect.stringContaining('shop_id') },
      grain: ['day', 'sku', 'shop_id', 'region', 'currency', 'placed_at__hour'],
    });
    expect([...model.reads]).toEqual([['dwd_line', { mode: 'same' }]]);
    expect(model.sql).toContain('sum(fact.`net_amount`) as `sum__net_amount`');
    expect(model.sql).toMatch(
      /maxStateIf\(toNullable\(fact.`qty`\), ifNull\(fact.`sku` != 'x', false\)\) as `max__qty_[0-9a-f]{8}`/,
    );
    expect(model.sql).toContain('interval 60 minute) as `placed_at__hour`');
  });

  it('leaves out what has no exact state, and refuses where nothing is left', () => {
    expect(complete('  qty: sum(qty)\n  score: avg(score)\n').sql).not.toContain('score');
    expect(() => complete('  score: sum(score)\n')).toThrow(
      expect.objectContaining({ available: ['sums of floating point numbers depend on their order'] }),
    );
  });

  it('is refused by what is no column, and over what is not stored', () => {
    expect(() => complete('  qty: sum(qty)\n', 'incremental by day', '[brand]')).toThrow(
      expect.objectContaining({ asked: 'brand', fix: expect.stringMatching(/joined by a key/) }),
    );
    expect(() => complete('  qty: sum(qty)\n', 'view')).toThrow(
      expect.objectContaining({ at: 'models/metrics/a.yml:3', message: expect.stringMatching(/not stored/) }),
    );
    expect(complete('  qty: sum(qty)\n', 'table')).toMatchObject({ kind: 'table', by: undefined });
  });
});
