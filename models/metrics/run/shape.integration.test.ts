import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { readProject } from '../../engine/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import { describeModels } from '../catalogue/model-columns.ts';
import type { MetricAnswer, MetricQuery, Viewer } from '../query.ts';
import { exchange, rowsOf } from './oracle.ts';
import { runMetricQuery } from './run.ts';
import { makeSample, storeSample } from './sample.ts';
import { bucketOf, factsOf, figureOf } from './shape-oracle.ts';
import { compareRows, expectedRows } from './testing/shape-expected.ts';
import { question } from './testing/shape-questions.ts';

const models = join(import.meta.dirname, '../..');
const sample = makeSample(11, 700);
const spot = exchange(sample.rates);
const everyone: Viewer = { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } };

let database: TestDatabase;
let catalogue: Catalogue;

beforeAll(async () => {
  database = await testDatabase('shape');
  await storeSample(database.warehouse, sample);
  const { project } = await readProject(models);
  const columns = await describeModels(database.warehouse);
  const read = (await readCatalogue(join(models, 'metrics'), project, columns)).catalogue;
  const sale = (from: string) => ({ edition: from.slice(0, 4), from, to: from });
  catalogue = { ...read, events: new Map([['sale', [sale('2024-05-01'), sale('2025-05-06')]]]) };
});

afterAll(() => database.drop());

function ask(query: MetricQuery): Promise<MetricAnswer> {
  return runMetricQuery(database.reader, catalogue, query, everyone, {
    now: new Date('2026-03-01T12:00:00Z'),
    reportingCurrency: 'CNY',
    watermarks: {},
  });
}

describe('cumulative, compared and filled figures', () => {
  it('equal what the rows themselves say, whatever is combined', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (query) => {
        const answer = await ask(query);
        compareRows(
          rowsOf(answer),
          expectedRows(query, factsOf(sample, query.time.timeZone!, query.metrics), spot),
          answer.columns,
        );
      }),
      { numRuns: 30, seed: 5 },
    );
  });
});

describe('the rows of an answer', () => {
  const time = { from: '2025-01-01', to: '2025-07-01', timeZone: 'UTC' };
  const within = (metrics: readonly string[]) =>
    factsOf(sample, 'UTC', metrics).filter(({ day }) => day >= time.from && day < time.to);

  it.each([{ others: true }, { others: false }])('are those of the best values: %o', async ({ others }) => {
    const metrics = ['orders', 'net_sales'];
    const facts = within(metrics);
    const bySku = Map.groupBy(facts, ({ dimensions }) => dimensions.sku!);
    const units = (sku: string) => Number(figureOf('units', bySku.get(sku)!, spot));
    const best = [...bySku.keys()].sort((a, b) => units(b) - units(a)).slice(0, 2);
    const top = { dimension: 'sku', by: 'units', count: 2, others };
    const answer = await ask({ metrics, dimensions: ['sku'], time: { ...time, grain: 'month' }, top });
    const wanted = Map.groupBy(facts, ({ day, dimensions: { sku } }) =>
      JSON.stringify([bucketOf(day, 'month'), best.includes(sku!) ? sku : null]),
    );
    const expected = new Map(
      [...wanted]
        .filter(([id]) => others || (JSON.parse(id) as (string | null)[])[1] !== null)
        .map(([id, own]) => {
          const [bucket, sku] = JSON.parse(id) as [string, string | null];
          return [
            id,
            {
              ...{ time: bucket, sku },
              orders: figureOf('orders', own, spot),
              net_sales: figureOf('net_sales', own, spot),
            },
          ];
        }),
    );
    compareRows(rowsOf(answer), expected, answer.columns);
  });

  it('come with subtotals, counted anew', async () => {
    const metrics = ['orders', 'average_order_value'];
    const answer = await ask({
      ...{ metrics, dimensions: ['channel', 'shop_id'], time: { ...time, grain: 'quarter' }, limit: 3 },
      subtotals: [['time'], ['channel'], ['channel', 'time']],
    });
    const facts = within(metrics);
    expect(answer.subtotals!.map(({ by }) => by)).toEqual([['time'], ['channel'], ['time', 'channel']]);
    for (const subtotal of answer.subtotals!) {
      const groups = Map.groupBy(facts, (fact) =>
        JSON.stringify(
          subtotal.by.map((name) =>
            name === 'time' ? bucketOf(fact.day, 'quarter') : fact.dimensions[name]!,
          ),
        ),
      );
      const expected = new Map(
        [...groups].map(([id, own]) => {
          const keys = JSON.parse(id) as string[];
          const figures = metrics.map((metric) => [metric, figureOf(metric, own, spot)] as const);
          return [
            id,
            Object.fromEntries([
              ...subtotal.by.map((name, index) => [name, keys[index]!] as const),
              ...figures,
            ]),
          ];
        }),
      );
      expect(subtotal.rowCount).toBe(Math.min(3, expected.size));
      expect(subtotal.truncated).toBe(expected.size > 3);
      const shownKeys = new Set(
        rowsOf({ ...answer, ...subtotal }).map((row) => JSON.stringify(subtotal.by.map((name) => row[name]))),
      );
      const some = new Map([...expected].filter(([id]) => shownKeys.has(id)));
      compareRows(rowsOf({ ...answer, ...subtotal }), some, subtotal.columns);
    }
  });

  it('are those whose figures fulfil a condition; totals are over all', async () => {
    const metrics = ['net_sales', 'orders', 'cancellation_rate'];
    const query: MetricQuery = { metrics, dimensions: ['sku', 'shop_id'], time, totals: true };
    const all = await ask(query);
    const middle = (name: string, share: number) =>
      rowsOf(all)
        .map((row) => Number(row[name]))
        .sort((a, b) => a - b)[Math.floor(all.rowCount * share)]!;
    // Between figures: what is compared is not rounded, what is shown is.
    const [low, high] = [0.3, 0.5].map((share) => middle('net_sales', share) - 0.5) as [number, number];
    const many = middle('orders', 0.7);
    const having = {
      or: [
        { field: 'net_sales', gte: low.toFixed(2), lt: high.toFixed(2) },
        { not: { field: 'orders', lte: String(many) } },
      ],
    };
    const some = await ask({ ...query, having, orderBy: [{ field: 'orders', direction: 'desc' }] });
    const kept = rowsOf(all).filter(
      ({ net_sales, orders }) =>
        (Number(net_sales) >= low && Number(net_sales) < high) || Number(orders) > many,
    );
    expect(some.rowCount).toBe(kept.length);
    expect([0, all.rowCount]).not.toContain(kept.length);
    expect(new Set(rowsOf(some).map((row) => JSON.stringify(row)))).toEqual(
      new Set(kept.map((row) => JSON.stringify(row))),
    );
    expect(some.totals).toEqual(all.totals);
  });

  it.each<[string, Partial<MetricQuery>, RegExp]>([
    ['levels added up', { metrics: ['stock_available'], cumulative: [{ toDate: 'month' }] }, /levels/],
    ['best of what is not asked by', { top: { dimension: 'sku', by: 'units', count: 3 } }, /not asked by/],
    [
      'best by no metric',
      { dimensions: ['sku'], top: { dimension: 'sku', by: 'unit', count: 3 } },
      /no metric/,
    ],
    ['a condition on no figure', { having: { field: 'unit', gt: '3' } }, /no figure/],
    ['a condition that asks nothing', { having: { field: 'units' } }, /asks for nothing/],
    ['filled without a grain', { fill: true }, /cannot be filled/],
    ['subtotals by a stranger', { subtotals: [['sku']] }, /no subtotal/],
  ])('are refused: %s', async (_name, wrong, message) => {
    await expect(ask({ metrics: ['units'], time, ...wrong })).rejects.toMatchObject({
      message: expect.stringMatching(message),
      fix: expect.any(String),
    });
  });
});
