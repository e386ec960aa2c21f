import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { readProject } from '../../engine/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import { describeModels } from '../catalogue/model-columns.ts';
import type {
  AskedComparison,
  Cumulation,
  Grain,
  MetricAnswer,
  MetricColumn,
  MetricQuery,
  Viewer,
} from '../query.ts';
import { exchange, rowsOf } from './oracle.ts';
import { runMetricQuery } from './run.ts';
import { makeSample, storeSample } from './sample.ts';
import {
  bucketOf,
  type Fact,
  factsOf,
  figureOf,
  shapeMetrics,
  shiftDays,
  shiftYears,
} from './shape-oracle.ts';

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

type Row = Record<string, string | number | null>;

/** What an answer must hold, figure by figure from the rows themselves. */
function expectedRows(query: MetricQuery, facts: readonly Fact[]): Map<string, Row> {
  const { from, to, grain } = query.time as { from: string; to: string; grain?: Grain };
  const dimensions = query.dimensions ?? [];
  const keyOf = (fact: Fact) => dimensions.map((name) => fact.dimensions[name]!);
  const days = daysOf(from, to);
  const buckets = grain ? [...new Set(days.map((day) => bucketOf(day, grain)))] : [undefined];
  const rows = new Map<string, Row>();
  const cellOf = (bucket: string | undefined, keys: readonly string[]): Row => {
    const id = JSON.stringify([bucket, keys]);
    const known = rows.get(id) ?? {
      ...(bucket === undefined ? {} : { time: bucket }),
      ...Object.fromEntries(dimensions.map((name, index) => [name, keys[index]!])),
    };
    rows.set(id, known);
    return known;
  };
  const compared = [
    { suffix: '', moved: (day: string) => day },
    ...(query.compare ? [{ suffix: '_previous', moved: (day: string) => shiftYears(day, 1) }] : []),
    ...(query.comparisons ?? []).map((asked) => ({
      suffix: 'period' in asked ? `_${asked.period}` : '_last_sale',
      moved: (day: string) => shiftDays(day, daysBefore(asked)),
    })),
  ];
  const variants = [undefined, ...(query.cumulative ?? [])].flatMap((cumulation) =>
    compared.map(({ suffix, moved }) => ({
      cumulation,
      moved,
      suffix: `${cumulation ? suffixOf(cumulation) : ''}${suffix}`,
    })),
  );
  const groupsOf = (list: readonly Fact[]) => Map.groupBy(list, (fact) => JSON.stringify(keyOf(fact)));
  const filled: { suffix: string; bucket: string | undefined; keys: string; facts: Fact[] }[] = [];
  for (const { cumulation, moved, suffix } of variants) {
    const earliest = cumulation ? beginOf(from, cumulation) : from;
    const shifted = facts.map((fact) => ({ ...fact, day: moved(fact.day) }));
    const inside = shifted.filter(({ day }) => day >= earliest && day < to);
    for (const [keys, own] of groupsOf(inside)) {
      for (const bucket of buckets) {
        const last = days.filter((day) => grain === undefined || bucketOf(day, grain) === bucket).at(-1)!;
        const taken = cumulation
          ? own.filter(({ day }) => day >= beginOf(last, cumulation) && day <= last)
          : own.filter(({ day }) => grain === undefined || bucketOf(day, grain) === bucket);
        if (cumulation || taken.length > 0) filled.push({ suffix, bucket, keys, facts: taken });
      }
    }
  }
  if (query.fill)
    for (const { keys } of [...filled]) for (const bucket of buckets) cellOf(bucket, JSON.parse(keys));
  for (const { bucket, keys } of filled) cellOf(bucket, JSON.parse(keys) as string[]);
  if (dimensions.length === 0 && (query.cumulative?.length || query.fill || !grain)) {
    for (const bucket of buckets) cellOf(bucket, []);
  }
  const taken = new Map(
    filled.map((cell) => [JSON.stringify([cell.bucket, JSON.parse(cell.keys), cell.suffix]), cell.facts]),
  );
  for (const [id, row] of rows) {
    const [bucket, keys] = JSON.parse(id) as [string | null, string[]];
    for (const { suffix } of variants) {
      const own = taken.get(JSON.stringify([bucket ?? undefined, keys, suffix])) ?? [];
      for (const metric of query.metrics) row[metric + suffix] = figureOf(metric, own, spot);
    }
  }
  return rows;
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day < to; day = shiftDays(day, 1)) days.push(day);
  return days;
}

function suffixOf(cumulation: Cumulation): string {
  return 'toDate' in cumulation ? `_${cumulation.toDate[0]}td` : `_trailing_${cumulation.trailingDays}_days`;
}

function beginOf(day: string, cumulation: Cumulation): string {
  return 'toDate' in cumulation
    ? bucketOf(day, cumulation.toDate)
    : shiftDays(day, 1 - cumulation.trailingDays);
}

function compareRows(
  actual: readonly Row[],
  expected: ReadonlyMap<string, Row>,
  columns: readonly MetricColumn[],
) {
  const keys = columns.filter(({ kind }) => kind === 'time' || kind === 'dimension').map(({ name }) => name);
  const order = (row: Row) => JSON.stringify(keys.map((name) => row[name]));
  const sorted = [...actual].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const wanted = [...expected.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  expect(sorted.map(order)).toEqual(wanted.map(order));
  for (const [index, row] of wanted.entries()) {
    for (const [name, value] of Object.entries(row)) {
      const got = sorted[index]![name];
      if (typeof value === 'number' && !Number.isInteger(value))
        expect(Number(got), name).toBeCloseTo(value, 2);
      else expect(got, `${name} of ${order(row)}`).toEqual(value);
    }
  }
}

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

/** The sale that a test's catalogue knows was held twice, 370 days apart. */
function daysBefore(asked: AskedComparison): number {
  if ('event' in asked) return 370;
  return 'period' in asked && asked.period === 'week_ago' ? 7 : 364;
}

const question: fc.Arbitrary<MetricQuery> = fc
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

describe('cumulative, compared and filled figures', () => {
  it('equal what the rows themselves say, whatever is combined', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (query) => {
        const answer = await ask(query);
        compareRows(
          rowsOf(answer),
          expectedRows(query, factsOf(sample, query.time.timeZone!, query.metrics)),
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
