import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '#errors';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { createFixtureTables, fixtureSources, writeProject } from '../history-fixture.ts';
import { readProject } from '../project/load-project.ts';
import { analyseProject } from './analyse-project.ts';

describe('analyseProject', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('analysis');
    await createFixtureTables(database.warehouse);
  });
  afterAll(() => database.drop());

  const analyse = async (files: Record<string, string> = {}) => {
    const directory = await writeProject(files);
    const { project, problems } = await readProject(directory);
    expect(problems).toEqual([]);
    await rm(directory, { recursive: true });
    return analyseProject(database.warehouse, project, {
      odsSources: fixtureSources,
      settings: { reportingCurrency: 'USD' },
    });
  };
  const refusals = async (sql: string) => {
    const { problems } = await analyse({ 'dws/m.sql': sql });
    return problems.map(explain).join('\n');
  };

  it('finds dependencies, columns, types and descriptions, though no model exists yet', async () => {
    const { project, problems } = await analyse();
    expect(problems).toEqual([]);
    const line = project.models.get('dwd_line')!;
    expect(line.columns.slice(1, 4)).toEqual([
      { name: 'lines_index', type: 'UInt32', description: '' },
      { name: 'day', type: 'Date', description: "in the shop's zone" },
      { name: 'shop_id', type: 'LowCardinality(String)', description: '' },
    ]);
    expect(line.ods.map(({ table }) => table)).toEqual(['ods_order']);
    expect(project.models.get('dws_day')!.columns[0]!.description).toBe("in the shop's zone");
    const region = project.models.get('ads_region')!;
    expect(region.views).toEqual(['lines_of_active']);
    expect([...region.inputs.keys()].sort()).toEqual(['dim_sku', 'dwd_line']);
    expect([...project.models.keys()].indexOf('dws_day')).toBeGreaterThan(
      [...project.models.keys()].indexOf('dwd_line'),
    );
  });

  it('has the same fingerprint however a model is laid out, and another when it or an upstream changes', async () => {
    const of = async (files: Record<string, string>) =>
      (await analyse(files)).project.models.get('ads_region')!.fingerprint;
    const plain = await of({});
    const laidOut =
      '-- kind: table\n-- grain: region\nselect region,   -- where\n sum(amount) as amount,\n{reporting_currency:String} as currency from lines_of_active group by region';
    expect(await of({ 'ads/ads_region.sql': laidOut })).toBe(plain);
    expect(await of({ 'ads/ads_region.sql': laidOut.replace('sum', 'max') })).not.toBe(plain);
    expect(
      await of({
        'dws/lines_of_active.sql':
          "-- kind: view\nselect line.* from dwd_line as line inner join dim_sku as sku on sku.sku = line.sku where sku.status = 'gone'",
      }),
    ).not.toBe(plain);
  });

  it.each([
    ['-- kind: table\nselect sku, now() as at from dim_sku', /now\(\) has no exact answer/],
    ['-- kind: table\nselect sum(toFloat64(amount)) as a from dwd_line', /sum over floating point numbers/],
    ['-- kind: table\nselect any(sku) as a from dwd_line', /any takes whichever value comes first/],
    ['-- kind: table\nselect argMax(sku, day) as a from dwd_line', /argMax takes any of the rows that tie/],
    ['-- kind: table\nselect groupArray(sku) as a from dwd_line', /groupArray keeps the order/],
    ['-- kind: table\nselect sku from dwd_line limit 3', /LIMIT without ORDER BY/],
    [
      '-- kind: table\nselect order_id from ods_order',
      /«ods_order», which is neither a model nor an ODS view/,
    ],
    [
      '-- kind: table\n-- grain: skew\nselect sku from dim_sku',
      /«skew» in «grain» is not a column.*available: sku/s,
    ],
    ['-- kind: table\nselect sku from dim_skus', /dim_skus/],
    [
      '-- kind: incremental by day\nselect toDate(placed_at) as day from ods_order_latest',
      /must say which key it is local to/,
    ],
    [
      '-- kind: incremental by day\n-- per: sku\nselect today_ as day, sku from (select toDate(0) as today_, sku from ods_product_latest, ods_refund_latest)',
      /«ods_refund» has no column «sku»/,
    ],
    [
      '-- kind: incremental by day\n-- reads: dwd_line all, dim_sku by sku\nselect day, category from dwd_line left join dim_sku using (category) group by all',
      /Nothing tells which partitions hold «sku»/,
    ],
    [
      '-- kind: table\n-- checks: relationship(sku, dim_sku.id)\nselect sku from dim_sku',
      /There is no «dim_sku.id» to check/,
    ],
    [
      '-- kind: incremental by day\n-- per: order_id\n-- reads: dim_sku by sku\nselect order_id, sku, toDate(placed_at) as day from ods_order_lines inner join dim_sku using (sku)',
      /«dim_sku by …» cannot be followed: it is not on the right of a LEFT JOIN/,
    ],
    [
      "-- kind: incremental by day\n-- per: order_id\n-- reads: dim_sku by sku\nselect * from (select l.order_id as order_id, l.sku as sku, toDate(l.placed_at) as day, s.status as gone from ods_order_lines as l left join dim_sku as s on s.sku = l.sku) where gone != 'gone'",
      /«dim_sku by …» cannot be followed: its columns filter rows/,
    ],
  ])('refuses %s', async (sql, expected) => {
    expect(await refusals(sql)).toMatch(expected);
  });

  it('accepts what looks alike but is exact', async () => {
    const sql = `-- kind: table
select sum(amount) as a, avg(qty) as b, argMax(sku, (day, sku)) as c, arraySort(groupArray(sku)) as d, uniqExact(sku) as e from dwd_line`;
    expect(await refusals(sql)).toBe('');
    expect(await refusals('-- kind: view\nselect now() as at from dim_sku limit 1')).toBe('');
  });

  it('tells every mistake of every model at once', async () => {
    const { problems, project } = await analyse({
      'dws/a.sql': '-- kind: table\nselect now() as at, any(sku) as s from dim_sku',
      'dws/b.sql': '-- kind: table\nselect at from a',
    });
    expect(problems.map(({ at }) => at)).toHaveLength(3);
    expect(problems.every(({ fix, at }) => fix && /\.sql:\d+$/.test(at ?? ''))).toBe(true);
    expect(project.models.has('dwd_line')).toBe(true);
  });
});
