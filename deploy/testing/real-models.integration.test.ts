import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contracts, migrateTables, odsSources, order, skuCost } from '#ingestion';
import {
  type Builder,
  createBuilder,
  describeModels,
  loadCatalogue,
  loadProject,
  runMetricQuery,
  type Surface,
  surfaceDiff,
} from '#models';
import { surfaceFile, surfaceOfFiles } from '../operator/surface.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { createDeliveries, type Delivery } from './deliveries.ts';
import { costs, german, history, lineA, orderA, rate } from './handful-of-events.ts';

const models = join(import.meta.dirname, '../../models');
const now = new Date('2026-03-10T12:00:00Z');

let database: TestDatabase;
let builder: Builder;
/** A folder for models and metrics that are not the repository's. */
let more: string;
let deliver: (deliveries: readonly Delivery[]) => Promise<void>;

beforeAll(async () => {
  more = await mkdtemp(join(tmpdir(), 'entrepot-models-'));
  database = await testDatabase('real_models');
  await migrateTables(database.warehouse, contracts);
  deliver = createDeliveries(database.warehouse);
  builder = createBuilder({
    ...{
      warehouse: database.warehouse,
      directory: models,
      more: [join(more, 'models')],
      odsSources: odsSources(contracts),
    },
    ...{ settings: { reportingCurrency: 'CNY' }, log: pino({ level: 'warn' }), clock: () => now },
  });
});

afterAll(async () => {
  await database?.drop();
  await rm(more, { recursive: true, force: true });
});

async function profitAndLoss() {
  const rows = await database.warehouse.rows<Record<string, string>>(
    `select business_day, shop_id, pnl_code, currency, toString(amount) as amount, toString(functional_amount) as functional_amount,
      toString(reporting_amount) as reporting_amount from dws_fin_pnl_pc_1d order by business_day, shop_id, pnl_code`,
  );
  return rows.map(({ business_day, shop_id, pnl_code, amount, functional_amount, reporting_amount }) =>
    [business_day, shop_id, pnl_code, amount, functional_amount, reporting_amount].join(' '),
  );
}

const booked = [
  '2026-03-01 amazon_us R100 20 20 128',
  '2026-03-02 amazon_de C100 -6.2 -6.2 -49.6',
  '2026-03-02 amazon_de C110 -1 -1 -8',
  '2026-03-02 amazon_de C120 -0.4 -0.4 -3.2',
  '2026-03-02 amazon_de C240 -4.2 -4.2 -33.6',
  '2026-03-02 amazon_de C300 -2.5 -2.5 -20',
  '2026-03-02 amazon_de R100 23.8 23.8 190.4',
  '2026-03-02 amazon_de R110 4.9 4.9 39.2',
  '2026-03-02 amazon_de R200 -1.19 -1.19 -9.52',
  '2026-03-02 amazon_de R230 -3.61 -3.61 -28.88',
  '2026-03-03 amazon_de C200 -3.57 -3.57 -28.56',
  '2026-03-03 amazon_de R210 -6 -6 -48',
  '2026-03-03 amazon_de unmapped -0.42 -0.42 -3.36',
];

it('books a handful of events as a person would', async () => {
  await deliver(history);
  await builder.buildOnce();
  expect(await profitAndLoss()).toEqual(booked);

  const project = await loadProject(models);
  const catalogue = await loadCatalogue(
    join(models, 'metrics'),
    project,
    await describeModels(database.warehouse),
  );
  expect(catalogue.waiting).toEqual([]);
  const everyone = { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } };
  const answer = await runMetricQuery(
    database.reader,
    catalogue,
    {
      metrics: [
        'net_revenue',
        'cogs',
        'contribution_margin_3',
        'gross_sales',
        'cancelled_sales',
        'net_sales',
        'on_time_rate',
        'stock_available',
        'forecast_units',
      ],
      time: { from: '2026-02-01' },
    },
    everyone,
    { now, reportingCurrency: 'CNY' },
  );
  expect(Object.fromEntries(answer.columns.map(({ name, values }) => [name, values[0]]))).toEqual({
    net_revenue: '271.20', // (23.80 + 4.90 − 1.19 − 3.61 − 6.00) × 8 + 20 × 8 ÷ 1.25
    cogs: '60.80',
    contribution_margin_3: '124.88',
    gross_sales: '430.40', // (23.80 + 5.00 + 9.00) × 8 + 128
    cancelled_sales: '112.00',
    net_sales: '280.00',
    on_time_rate: 1,
    stock_available: '30',
    forecast_units: 0,
  });
  expect(answer.freshness.models).toContain('dws_fin_pnl_pc_1d');
});

it('scores customers, suppliers and stock', async () => {
  const { warehouse } = database;
  expect(
    await warehouse.rows(
      'select customer_key, recency_days, frequency, monetary_amount, r, f, m, segment from ads_mbr_rfm order by 1',
    ),
  ).toEqual(
    [
      {
        customer_key: 'c1',
        recency_days: 8,
        frequency: '1',
        monetary_amount: '112',
        r: 5,
        f: 1,
        m: 1,
        segment: 'new',
      },
      {
        customer_key: 'c2',
        recency_days: 9,
        frequency: '1',
        monetary_amount: '128',
        r: 5,
        f: 1,
        m: 3,
        segment: 'potential_loyalist',
      },
    ].map((row) => ({ ...row, recency_days: String(row.recency_days) })),
  );
  const [score, unknown] = await warehouse.rows(
    'select supplier_id, round(ppm) as ppm, on_time_rate, cost_score, service_score, score, grade, is_tentative from ads_scm_supplier_score order by supplier_id',
  );
  // One of 101 rejected is 9,901 ppm: 1.04 of 100 points. 5 % above standard: half the points. The rest is in order.
  expect(score).toEqual({
    supplier_id: 'V1',
    ppm: 9901,
    on_time_rate: 1,
    cost_score: 50,
    service_score: 100,
    score: 55.36,
    grade: 'C',
    is_tentative: 1,
  });
  expect(unknown).toEqual({
    ...{ supplier_id: 'V2', ppm: null, on_time_rate: null, cost_score: null, service_score: null },
    ...{ score: null, grade: '', is_tentative: 1 },
  });
  expect(
    await warehouse.rows('select available, inbound, forecast_28d, risk from ads_inv_stockout_risk'),
  ).toEqual([{ available: '30', inbound: '5', forecast_28d: null, risk: 'unknown' }]);
  await warehouse.insertRows(
    'ads_forecast_demand',
    [1, 2].map((horizon) => ({
      ...{
        model: 'm',
        version: '1',
        as_of: '2026-03-09',
        sku: 'S1',
        channel: 'amazon',
        target_day: `2026-03-1${horizon - 1}`,
      },
      ...{ horizon, mean: 1.5, p10: 0, p50: 1, p90: 2, baseline: 1, scored_at: '2026-03-10T01:00:00Z' },
    })),
  );
  await builder.rebuild();
  // 35 units last over 27 days at one a day, not at two.
  expect(await warehouse.rows('select forecast_28d, days_of_cover, risk from ads_itm_sku')).toEqual([
    { forecast_28d: 3, days_of_cover: 20, risk: 'medium' },
  ]);
});

it('takes late events in as if they had been there from the beginning', async () => {
  await deliver([
    german(skuCost, costs('E-DE:S1:2', '4.00', '2026-03-02')),
    german(order, { ...orderA, lines: [{ ...lineA, qty: '3' }] }, 2),
    german(order, orderA, 1),
    rate('2026-03-02', 'USD', '1.6'),
  ]);
  await builder.buildOnce();
  const late = await profitAndLoss();
  expect(late.filter((row) => / C100 | R100 /.test(row))).toEqual([
    '2026-03-01 amazon_us R100 20 20 128',
    '2026-03-02 amazon_de C100 -12.3 -12.3 -98.4',
    '2026-03-02 amazon_de R100 35.7 35.7 285.6',
  ]);
  await builder.rebuild();
  expect(await profitAndLoss()).toEqual(late);
});

async function rowCount(table: string): Promise<number> {
  const [row] = await database.warehouse.rows<{ rows: string }>(
    `select toString(count()) as rows from ${table}`,
  );
  return Number(row?.rows);
}

it('follows the first hour of the README word by word', async () => {
  const readme = await readFile(join(models, 'README.md'), 'utf8');
  const [sql, yaml] = ['sql', 'yaml'].map((kind) => readme.split(`\`\`\`${kind}\n`)[1]!.split('```')[0]!);
  const metrics = join(more, 'metrics');
  await cp(join(models, 'metrics'), metrics, { recursive: true });
  await mkdir(join(more, 'models'));
  const running = builder.run();
  await writeFile(join(more, 'models', 'dws_trd_return_1d.sql'), sql!);
  await writeFile(join(metrics, 'returns.yml'), yaml!);
  const isBuilt = async () => {
    const built = await describeModels(database.warehouse);
    return built.has('dws_trd_return_1d') && (await rowCount('dws_trd_return_1d')) > 0;
  };
  await expect.poll(isBuilt, { timeout: 90_000, interval: 250 }).toBe(true);
  await running.stop();
  const project = await loadProject(models, [join(more, 'models')]);
  const catalogue = await loadCatalogue(metrics, project, await describeModels(database.warehouse));
  const answer = await runMetricQuery(
    database.reader,
    catalogue,
    {
      metrics: ['returned_units', 'return_rate', 'returned_value'],
      dimensions: ['channel'],
      time: { preset: 'last_28_days', timeZone: 'Asia/Shanghai' },
      currency: { mode: 'reporting', code: 'EUR', rate: 'avg_month' },
    },
    { id: 'o', role: 'operator', claims: { profit_centers: ['*'], shops: ['amazon_de'] } },
    { now, reportingCurrency: 'CNY' },
  );
  expect(Object.fromEntries(answer.columns.map(({ name, values }) => [name, values]))).toEqual({
    channel: ['amazon'],
    returned_units: ['1'],
    return_rate: [expect.closeTo(1 / 3)],
    returned_value: ['5.00'],
  });
});

it('offers consumers what was released; `entrepot surface --write` releases', async () => {
  const present = await surfaceOfFiles(database.warehouse, pino({ level: 'silent' }));
  expect(Object.keys(present.metrics).length).toBeGreaterThan(30);
  const released = JSON.parse(await readFile(surfaceFile, 'utf8')) as Surface;
  expect(surfaceDiff(released, present)).toEqual([]);
});
