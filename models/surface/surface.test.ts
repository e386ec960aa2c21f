import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnalysedProject } from '../engine/index.ts';
import { readCatalogue } from '../metrics/catalogue/load-catalogue.ts';
import { type Surface, surfaceHash, surfaceOf } from './surface.ts';
import { surfaceDiff } from './surface-diff.ts';

const columns = [
  { name: 'day', type: 'Date' },
  { name: 'shop', type: 'String' },
  { name: 'net_amount', type: 'Decimal(38, 6)' },
  { name: 'currency', type: 'String' },
  { name: 'is_open', type: 'UInt8' },
].map((column) => ({ ...column, description: '' }));
const line = {
  ...{
    name: 'dwd_line',
    sql: '',
    kind: 'incremental',
    by: 'day',
    time: 'day',
    grain: ['day', 'shop'],
    columns,
    mask: [],
  },
  ...{ expose: 'Line', rows: 'has(viewer.shops, shop)' },
};
const instants = columns.map((column) =>
  column.name === 'day' ? { ...column, type: "DateTime64(3, 'UTC')" } : column,
);
const atInstants = {
  models: new Map([['dwd_line', { ...line, kind: 'table', by: undefined, columns: instants }]]),
} as unknown as AnalysedProject;
const project = { models: new Map([['dwd_line', line]]) } as unknown as AnalysedProject;

async function surface(metrics: string, of: AnalysedProject = project): Promise<Surface> {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-surface-'));
  await writeFile(join(folder, 'sales.yml'), `model: dwd_line\nmetrics:\n${metrics}`);
  const described = new Map(
    [...of.models].map(([name, model]) => [name, model.columns.map((each) => ({ ...each, comment: '' }))]),
  );
  await mkdir(join(folder, 'labels'));
  const { catalogue, problems } = await readCatalogue(folder, of, described);
  expect(problems).toEqual([]);
  return surfaceOf(of, catalogue);
}

const written = `  net_sales: sum(net_amount where is_open)\n  lines: count()\n  per_line: net_sales / lines\n`;

describe('the surface of models and metrics', () => {
  it('is the same however a formula is written', async () => {
    const other = `  lines: count( )\n  net_sales:   sum( net_amount where is_open )\n  per_line: { expr: "sum(net_amount where is_open) / (lines)", owner: ana }\n`;
    const [a, b] = [await surface(written), await surface(other)];
    expect(surfaceHash(a)).toBe(surfaceHash(b));
    expect(a.metrics.per_line!.meaning).toBe(
      'sum(net_amount where is_open) of dwd_line by day in currency / count() of dwd_line by day',
    );
  });

  it('says what must follow for a key to count', async () => {
    const { metrics } = await surface(
      `  again: converted(shop to dwd_line (is_open) within 30 days)\n`,
      atInstants,
    );
    expect(metrics.again!.meaning).toBe(
      'converted(shop to dwd_line (is_open) within 30 days) of dwd_line by day',
    );
  });

  it('tells what changed for whom, and whether it breaks them', async () => {
    const before = await surface(written);
    const after = await surface(`  net_sales: sum(net_amount)\n  lines: count()\n  shops: distinct(shop)\n`, {
      models: new Map([
        [
          'dwd_line',
          {
            ...line,
            grain: ['day'],
            rows: 'true',
            columns: [
              ...columns.slice(0, 4),
              { ...columns[4]!, type: 'Bool' },
              { name: 'sku', type: 'String', description: '' },
            ],
          },
        ],
      ]),
    } as unknown as AnalysedProject);
    const changes = surfaceDiff(before, after).map(
      ({ at, change, breaking }) => `${breaking ? 'BREAKS ' : ''}${at} ${change}`,
    );
    expect(changes).toContain('BREAKS dwd_line its grain was day, shop and is day');
    expect(changes).toContain('BREAKS dwd_line.is_open its type was UInt8 and is Bool');
    expect(changes).toContain('dwd_line.sku is a new column');
    expect(changes).toContain('BREAKS metric:per_line the metric is gone');
    expect(changes).toContain('metric:shops is a new metric');
    expect(changes).toContain('metric:lines can be asked by sku too');
    expect(changes).toContain('BREAKS dwd_line who sees its rows was has(viewer.shops, shop) and is true');
    expect(changes.some((each) => each.startsWith('BREAKS metric:net_sales its meaning was sum('))).toBe(
      true,
    );
    expect(changes).toHaveLength(9);
    expect(surfaceDiff(before, before)).toEqual([]);
  });
});
