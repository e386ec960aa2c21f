import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { queryTree } from '../analyse/query-tree.ts';
import { shadowed } from '../analyse/with-clause.ts';
import { columnLineage } from './column-lineage.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase('lineage');
});
afterAll(() => database.drop());

const shadows = [
  {
    name: 'sales',
    select: "SELECT * FROM null('day Date, sku String, net Decimal(38, 6), tags Array(String)')",
  },
  { name: 'goods', select: "SELECT * FROM null('sku String, title String, cost Decimal(38, 6)')" },
];

/** `column: table.column how, …` of each column, and of the rows. */
async function lineage(sql: string): Promise<Record<string, string>> {
  const ask = <Row>(question: string) => database.warehouse.rows<Row>(question);
  const tree = await queryTree(shadowed(sql, shadows), { ask, parameters: {} });
  const { columns, rows } = columnLineage(tree, new Set(['sales', 'goods']));
  const written = (sources: typeof rows) =>
    sources
      .map(({ table, column, how }) => `${table}.${column} ${how}`)
      .sort()
      .join(', ');
  return {
    ...Object.fromEntries([...columns].map(([name, sources]) => [name, written(sources)])),
    '(rows)': rows
      .map(({ table, column }) => `${table}.${column}`)
      .sort()
      .join(', '),
  };
}

describe('the lineage of a column', () => {
  it('goes through joins, expressions and aggregates', async () => {
    expect(
      await lineage(`select s.day as day, g.title as title, sum(s.net) - sum(g.cost) as margin, count() as lines, 'x' as kind
        from sales as s left join goods as g on g.sku = s.sku where s.net > 0 group by day, title`),
    ).toEqual({
      day: 'sales.day copied',
      title: 'goods.title copied',
      margin: 'goods.cost aggregated, sales.net aggregated',
      lines: '',
      kind: '',
      '(rows)': 'goods.sku, goods.title, sales.day, sales.net, sales.sku',
    });
  });

  it('goes through subqueries, common table expressions and renamed columns', async () => {
    expect(
      await lineage(`with daily as (select day as d, sku as article, sum(net) as total from sales group by day, sku),
          named as (select d, article, total * 2 as doubled, title from daily inner join goods on goods.sku = daily.article)
        select d as day, upper(title) as name, doubled, (select max(cost) from goods) as dearest from named`),
    ).toMatchObject({
      day: 'sales.day copied',
      name: 'goods.title computed',
      doubled: 'sales.net aggregated',
      dearest: 'goods.cost aggregated',
    });
  });

  it('goes through ARRAY JOIN, tuples and every part of a union', async () => {
    expect(
      await lineage(`select day, posting.1 as code, posting.2 as amount from sales
          array join [('R100', net), ('C100', -net)] as posting
        union all select day, tag, 0 from sales array join tags as tag
        union all select toDate('2026-01-01'), title, cost from goods`),
    ).toMatchObject({
      day: 'sales.day copied',
      code: 'goods.title copied, sales.net computed, sales.tags copied',
      amount: 'goods.cost copied, sales.net computed',
    });
  });

  it('knows windows, USING and aliases used further on', async () => {
    expect(
      await lineage(`select sku, net * 2 as doubled, doubled + 1 as more,
          sum(net) over (partition by sku order by day) as so_far from sales inner join goods using (sku)`),
    ).toMatchObject({
      sku: expect.stringContaining('sales.sku'),
      doubled: 'sales.net computed',
      more: 'sales.net computed',
      so_far: expect.stringContaining('sales.net aggregated'),
    });
  });
});
