import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Warehouse } from '#warehouse';
import { ensureForecastTables } from '../forecaster/tables.ts';
import { arrowSettings, featureQuery, readFeatureSql } from '../scoring/feature-sql.ts';
import { type ModelThread, openModel } from '../scoring/model-thread.ts';
import { scoreDemand } from '../scoring/score-demand.ts';
import { openRegistry } from '../signature/registry.ts';

export type ScoringBench = {
  rows: number;
  /** Opening the champion: hash, session, golden rows. */
  loadMs: number;
  /** Feature SQL, Arrow both ways, model and insert together. */
  rowsPerSecond: number;
  /** The feature SQL alone, read and thrown away: what no scorer can be faster than. */
  featureRowsPerSecond: number;
  /** The model alone, rows that are in memory. */
  modelRowsPerSecond: number;
  /** Of the thread that reads and writes, while it scores. */
  eventLoopP99Ms: number;
  eventLoopMaxMs: number;
};

/** Measures the scoring of `series` generated series × 28 days in an empty database. */
export async function benchScoring(
  warehouse: Warehouse,
  registryDir: string,
  series = 5_000,
): Promise<ScoringBench> {
  const asOf = '2026-06-30';
  await generate(warehouse, asOf, series);
  await ensureForecastTables(warehouse);
  const opened = performance.now();
  const thread = await openModel(await openRegistry(registryDir).champion('demand'));
  const loadMs = performance.now() - opened;
  try {
    const featureRows = await readFeatures(warehouse, thread, asOf);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    const { rows } = await scoreDemand({ warehouse, thread, asOf, scoredAt: new Date() });
    const seconds = (performance.now() - started) / 1_000;
    delay.disable();
    return {
      rows,
      loadMs: Math.round(loadMs),
      rowsPerSecond: Math.round(rows / seconds),
      featureRowsPerSecond: featureRows,
      modelRowsPerSecond: await modelAlone(thread),
      eventLoopP99Ms: Number((delay.percentile(99) / 1e6).toFixed(1)),
      eventLoopMaxMs: Number((delay.max / 1e6).toFixed(1)),
    };
  } finally {
    await thread.close();
  }
}

async function readFeatures(warehouse: Warehouse, thread: ModelThread, asOf: string): Promise<number> {
  const { signature } = thread.version;
  const sql = featureQuery(signature, await readFeatureSql(signature.featureModel), { sku: 'toString(sku)' });
  const started = performance.now();
  const answer = await warehouse.stream(sql, 'ArrowStream', { as_of: asOf }, { settings: arrowSettings });
  for await (const _chunk of answer);
  const seconds = (performance.now() - started) / 1_000;
  const [counted] = await warehouse.rows<{ series: number }>(
    'SELECT toUInt32(uniqExact(sku, channel)) AS series FROM dws_trd_sku_channel_1d',
  );
  return Math.round((counted!.series * signature.horizon) / seconds);
}

async function modelAlone(thread: ModelThread): Promise<number> {
  const { golden, signature } = thread.version;
  const size = 8_192;
  const one = golden.features.flat().map((value) => value ?? Number.NaN);
  const width = signature.features.length;
  let rows = 0;
  const started = performance.now();
  while (performance.now() - started < 3_000) {
    const features = Float32Array.from({ length: size * width }, (_, at) => one[at % one.length]!);
    await thread.score(features, size);
    rows += size;
  }
  return Math.round(rows / ((performance.now() - started) / 1_000));
}

async function generate(warehouse: Warehouse, asOf: string, series: number): Promise<void> {
  const low = 'LowCardinality(String)';
  const tables = {
    dws_trd_sku_channel_1d: `business_day Date, sku String, channel ${low}, country ${low}, currency ${low},
      units Decimal(38, 4), orders UInt64, gross_amount Decimal(38, 6), discount_amount Decimal(38, 6)`,
    dwd_mkt_ad_perf_di: `business_day Date, platform ${low}, sku String, channel ${low}, country ${low},
      shop_id String, currency ${low}, spend_amount Decimal(38, 6)`,
    dwd_inv_stock_df: 'stock_day Date, node_id String, sku String, available Decimal(18, 4)',
    dim_sku: 'sku String, brand String, category String, launch_date Nullable(Date32)',
  };
  for (const [table, columns] of Object.entries(tables)) {
    await warehouse.command(`CREATE TABLE ${table} (${columns}) ENGINE = MergeTree ORDER BY tuple()`);
  }
  await warehouse.command(
    `INSERT INTO dws_trd_sku_channel_1d
     SELECT {as_of:Date} - number % 100, concat('SKU', leftPad(toString(intDiv(number, 100) % 2000), 5, '0')),
       concat('channel', toString(intDiv(number, 200000))), 'US', 'USD', cityHash64(number) % 7 + 1, 1, 20, 1
     FROM numbers({rows:UInt64})`,
    { as_of: asOf, rows: series * 100 },
  );
  await warehouse.command(
    `INSERT INTO dim_sku
     SELECT concat('SKU', leftPad(toString(number), 5, '0')), 'Brand', concat('Category', toString(number % 12)),
       toDate32('2023-01-01')
     FROM numbers(2000)`,
  );
}
