import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { readFeatureSql } from '../scoring/feature-sql.ts';
import { openModel } from '../scoring/model-thread.ts';
import { scoreAdResponse, spendGrid } from '../scoring/score-ad-response.ts';
import { scoreDemand } from '../scoring/score-demand.ts';
import { openRegistry } from '../signature/registry.ts';
import { addDays, handMadeSales, writeHandMade } from '../testing/hand-made-sales.ts';
import { type Forecaster, startForecaster } from './forecaster.ts';
import { ensureForecastTables } from './tables.ts';

const asOf = '2026-11-12';
const log = pino({ level: 'silent' });
const shipped = fileURLToPath(new URL('../registry', import.meta.url));
const foreign = fileURLToPath(new URL('../testing/registry', import.meta.url));

type Forecast = {
  model: string;
  sku: string;
  channel: string;
  target_day: string;
  horizon: number;
  mean: number;
  p10: number;
  p50: number;
  p90: number;
  baseline: number;
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('forecasts');
  const sales = handMadeSales(asOf).map((row) =>
    row.sku === 'B2' && row.channel === 'shopify' ? { ...row, channel: 'ebay' } : row,
  );
  await writeHandMade(database.warehouse, sales, asOf);
  await ensureForecastTables(database.warehouse);
});
afterAll(() => database.drop());

const forecasts = (version: string) =>
  database.warehouse.rows<Forecast>(
    `SELECT * EXCEPT (scored_at) FROM ads_forecast_demand FINAL WHERE version = {version:String}
     ORDER BY sku, channel, horizon`,
    { version },
  );

describe('scoring', () => {
  it('writes a row for each series and day, by a model that was not trained here', async () => {
    const { warehouse } = database;
    const thread = await openModel(await openRegistry(foreign).champion('foreign'));
    const result = await scoreDemand({ warehouse, thread, asOf, scoredAt: new Date(), batchRows: 50 });
    await thread.close();
    const rows = await forecasts(thread.version.signature.version);
    expect(result).toEqual({ rows: 168, incomplete: 0, outdone: 28 });
    expect(rows).toHaveLength(168);
    const features = await warehouse.rows<{ level: number; weekday: number }>(
      `SELECT level, weekday FROM (${await readFeatureSql('ftr_demand')}) ORDER BY sku, channel, horizon`,
      { as_of: asOf },
    );
    for (const [at, row] of rows.entries()) {
      const { level, weekday } = features[at]!;
      expect(row.target_day).toBe(addDays(asOf, row.horizon));
      if (row.channel === 'ebay') {
        expect(row).toMatchObject({ model: 'seasonal_naive', mean: row.baseline, p90: row.baseline });
        continue;
      }
      const quantiles = [1.5 * level, level - 0.5 * weekday, 0.5 * level + 0.125 * weekday]
        .map((value) => Math.max(0, value))
        .sort((a, b) => a - b);
      expect(row.model).toBe('foreign');
      expect(row.mean).toBeCloseTo(level + 0.25 * weekday, 4);
      for (const [place, name] of (['p10', 'p50', 'p90'] as const).entries()) {
        expect(row[name]).toBeCloseTo(quantiles[place]!, 4);
      }
    }
  });

  it('gives the same forecasts whatever the size of a batch', async () => {
    const { warehouse } = database;
    const thread = await openModel(await openRegistry(shipped).champion('demand'));
    const { version } = thread.version.signature;
    await scoreDemand({ warehouse, thread, asOf, scoredAt: new Date(1_000), batchRows: 7 });
    const small = await forecasts(version);
    const again = await scoreDemand({ warehouse, thread, asOf, scoredAt: new Date(2_000) });
    expect(again).toEqual({ rows: 168, incomplete: 0, outdone: 0 });
    await thread.close();
    expect(small).toHaveLength(168);
    expect(await forecasts(version)).toEqual(small);
    for (const { p10, p50, p90, mean } of small) {
      expect(p10).toBeGreaterThanOrEqual(0);
      expect(p50).toBeGreaterThanOrEqual(p10);
      expect(p90).toBeGreaterThanOrEqual(p50);
      expect(mean).toBeGreaterThan(0);
    }
  });

  it('publishes response curves that rise ever less', async () => {
    const { warehouse } = database;
    const thread = await openModel(await openRegistry(shipped).champion('ad_response'));
    const result = await scoreAdResponse({ warehouse, thread, asOf, scoredAt: new Date() });
    await thread.close();
    expect(result).toEqual({ rows: spendGrid.length, incomplete: 0, outdone: 0 });
    const rows = await warehouse.rows<{
      spend_ratio: number;
      spend_amount: number;
      mean: number;
      lift: number;
    }>(
      'SELECT spend_ratio, spend_amount, mean, lift FROM ads_forecast_ad_response FINAL ORDER BY spend_ratio',
    );
    expect(rows.map(({ spend_ratio }) => spend_ratio)).toEqual(spendGrid);
    expect(rows[4]!.spend_amount).toBeCloseTo((175 * 10 + 7 * 20) / 182, 9);
    const slopes = rows
      .slice(1)
      .map((row, at) => (row.mean - rows[at]!.mean) / (row.spend_ratio - rows[at]!.spend_ratio));
    expect(slopes.every((slope, at) => slope > 0 && (at === 0 || slope < slopes[at - 1]!))).toBe(true);
  });
});

describe('the forecaster', () => {
  let registryDir: string;
  beforeAll(async () => {
    registryDir = await mkdtemp(join(tmpdir(), 'registry-'));
    await cp(foreign, registryDir, { recursive: true });
    await database.warehouse.command('TRUNCATE TABLE ads_forecast_demand');
  });
  afterAll(() => rm(registryDir, { recursive: true, force: true }));

  const start = (now: string, told: string[] = []) =>
    startForecaster({
      warehouse: database.warehouse,
      registryDir,
      settings: { lookEveryMs: 50, settleMs: 50 },
      log,
      clock: () => new Date(now),
      onProgress: ({ done, total }) => told.push(`${done}/${total}`),
    });
  const until = async (forecaster: Forecaster, reached: () => boolean) => {
    for (let look = 0; !reached() && look < 600; look++) await sleep(50);
    await forecaster.stop();
  };

  it('scores the last day that is over once sales have settled, and records it', async () => {
    const told: string[] = [];
    const forecaster = await start('2026-11-13T13:00:00Z', told);
    await until(forecaster, () => told.includes('1/1'));
    expect(forecaster.status().lastRuns).toMatchObject([{ model: 'foreign', asOf, rows: 168, outdone: 28 }]);
    expect(await runs()).toMatchObject([{ model: 'foreign', as_of: asOf, rows: '168', outdone: '28' }]);
  });

  it('does not score a day twice', async () => {
    const told: string[] = [];
    const forecaster = await start('2026-11-13T20:00:00Z', told);
    await until(forecaster, () => told.filter((each) => each === '1/1').length > 3);
    expect(forecaster.status().lastRuns).toEqual([]);
    expect(await runs()).toHaveLength(1);
  });

  it('waits while the day has no sales yet', async () => {
    const forecaster = await start('2026-11-15T13:00:00Z');
    await sleep(1_000);
    await forecaster.stop();
    expect(await runs()).toHaveLength(1);
  });

  it('serves the others where one model is refused', async () => {
    await cp(join(registryDir, 'foreign'), join(registryDir, 'broken'), { recursive: true });
    const forecaster = await start('2026-11-13T13:00:00Z');
    await forecaster.stop();
    expect(forecaster.status().models).toMatchObject([
      { name: 'broken', refused: expect.stringContaining('calls itself foreign') },
      { name: 'foreign' },
    ]);
  });
});

function runs() {
  return database.warehouse.rows('SELECT * FROM _forecast_runs');
}
