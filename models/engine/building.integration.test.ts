import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { type BuilderOptions, createBuilder } from './builder/builder.ts';
import { cells, createFixtureTables, Deliveries, fixtureSources, writeProject } from './history-fixture.ts';
import { watermarks } from './state/watermarks.ts';

const order = (id: string, version: number, day: string, sku: string, qty = '1') => ({
  ...{ table: 'ods_order', id, version },
  body: {
    ...{ order_id: id, shop_id: 's1', placed_at: `${day}T10:00:00.000Z` },
    ...{ 'lines.sku': [sku], 'lines.qty': [qty], 'lines.amount': ['10'] },
  },
});
const product = (sku: string, version: number, status = 'active') => ({
  ...{ table: 'ods_product', id: sku, version },
  body: { sku, category: `of ${sku}`, status },
});

describe('the builder', () => {
  let database: TestDatabase;
  let deliveries: Deliveries;
  let options: BuilderOptions;
  let now: string;
  const started = performance.now();

  beforeEach(async () => {
    database = await testDatabase('building');
    const { warehouse } = database;
    await createFixtureTables(warehouse);
    deliveries = new Deliveries(warehouse);
    now = '2026-03-20T00:00:00.000Z';
    options = {
      ...{ warehouse, odsSources: fixtureSources, settings: { reportingCurrency: 'USD' } },
      ...{
        directory: await writeProject(),
        log: pino({ level: 'silent' }),
        clock: () => new Date(Date.parse(now) + performance.now() - started),
      },
    };
    await deliveries.store([product('k1', 1), product('k2', 1), order('o1', 1, '2026-03-20', 'k1')]);
  });
  afterEach(async () => {
    await database.drop();
    await rm(options.directory, { recursive: true });
  });

  const write = async (path: string, text: string) => {
    await mkdir(join(options.directory, path, '..'), { recursive: true });
    await writeFile(join(options.directory, path), text);
  };
  const runsWithErrors = (report: { runs: readonly { model: string; error: string }[] }) =>
    report.runs.filter(({ error }) => error !== '').map(({ model, error }) => `${model}: ${error}`);

  it('touches only what a change reaches, and nothing for a repeated delivery', async () => {
    await deliveries.store([order('o2', 1, '2026-02-01', 'k2')]);
    const builder = createBuilder(options);
    expect(runsWithErrors(await builder.buildOnce())).toEqual([]);
    const marks = await watermarks(database.reader);
    await deliveries.store([order('o2', 1, '2026-02-01', 'k2')]);
    await builder.buildOnce();
    expect((await watermarks(database.reader)).dwd_line?.version).toBe(marks.dwd_line?.version);
    await deliveries.store([order('o2', 2, '2026-02-02', 'k2')]);
    const { runs } = await builder.buildOnce();
    const moved = Object.fromEntries(
      runs.filter((run) => run.partitions > 0).map((run) => [run.model, run.partitions]),
    );
    expect(moved).toMatchObject({ dwd_line: 2, dwd_order: 2, dws_day: 2 });
    expect(Object.keys(moved)).not.toContain('dim_sku');
    const days = await cells(database.warehouse, '(select day, order_id from dwd_line)');
    expect(days).toEqual(['["2026-02-02","o2"]', '["2026-03-20","o1"]']);
  });

  it('keeps the last good rows where a check blocks, and takes the new ones once it holds', async () => {
    const sql = `-- kind: incremental by day
-- per: order_id
-- grain: order_id
-- checks: accepted(shop_id, s1, s2), unique(grain)
-- warn: accepted(qty, 1)
select order_id, toDate(placed_at) as day, shop_id, sum(qty)::Int64 as qty from ods_order_lines group by all`;
    await write('dwd/dwd_checked.sql', sql);
    const builder = createBuilder(options);
    await builder.buildOnce();
    const bad = order('o9', 1, '2026-03-20', 'k1');
    const good = order('o8', 1, '2026-03-19', 'k1', '5');
    await deliveries.store([{ ...bad, body: { ...bad.body, shop_id: 'nowhere' } }, good]);
    const report = await builder.buildOnce();
    expect(runsWithErrors(report)[0]).toMatch(
      /dwd_checked: «dwd_checked» in partition 2026-03-20: accepted\(shop_id, s1, s2\): 1 row, such as order_id o9 \(shop_id nowhere\)/,
    );
    expect(report.runs.flatMap(({ warnings }) => warnings)).toEqual([
      'accepted(qty, 1): 1 row, such as order_id o8 (qty 5)',
    ]);
    const served = '(select order_id from dwd_checked)';
    expect(await cells(database.warehouse, served)).toEqual(['["o1"]', '["o8"]']);
    await deliveries.store([order('o9', 2, '2026-03-20', 'k1')]);
    expect(runsWithErrors(await builder.buildOnce())).toEqual([]);
    expect(await cells(database.warehouse, served)).toEqual(['["o1"]', '["o8"]', '["o9"]']);
  });

  it('serves a new file within seconds, a mistake or a failed change not at all', {
    timeout: 300_000,
  }, async () => {
    const role = createBuilder(options).run();
    try {
      const served = async (sql: string) => cells(database.reader, sql).catch(() => []);
      await vi.waitFor(async () => expect(await served('ads_region')).toHaveLength(1), {
        timeout: 60_000,
        interval: 200,
      });
      await write('ads/ads_new.sql', '-- kind: table\nselect count() as orders from dwd_order');
      await vi.waitFor(async () => expect(await served('ads_new')).toEqual(['["1"]']), {
        timeout: 60_000,
        interval: 100,
      });
      await deliveries.store([order('o2', 1, '2026-03-20', 'k1')]);
      await vi.waitFor(async () => expect(await served('ads_new')).toEqual(['["2"]']), {
        timeout: 60_000,
        interval: 100,
      });
      // One that cannot be parsed, then one that breaks its own check: both leave the old rows in place.
      await write('ads/ads_new.sql', '-- kind: table\nselect count( as orders from dwd_order');
      await write(
        'dwd/dwd_order.sql',
        `-- kind: incremental by day
-- per: order_id
-- checks: accepted(shop_id, s7)
select order_id, toDate(placed_at) as day, shop_id from ods_order_latest`,
      );
      await vi.waitFor(
        async () =>
          expect(
            await served("(select error from _model_runs where model = 'dwd_order' and error != '')"),
          ).toHaveLength(1),
        { timeout: 60_000, interval: 100 },
      );
      expect(await served('ads_new')).toEqual(['["2"]']);
      expect(await served('(select refunds from dwd_order)')).toEqual(['["0"]', '["0"]']);
      await write('ads/ads_new.sql', '-- kind: table\nselect count() * 10 as orders from dwd_line');
      await vi.waitFor(async () => expect(await served('ads_new')).toEqual(['["20"]']), {
        timeout: 60_000,
        interval: 100,
      });
      expect(role.status().state).toBe('building');
    } finally {
      await role.stop();
    }
  });

  it('has one builder at a time; the next one waits for the lease', async () => {
    const first = createBuilder(options).run();
    await vi.waitFor(() => expect(first.status().state).toBe('building'), { timeout: 60_000 });
    await expect(createBuilder(options).buildOnce()).rejects.toMatchObject({ code: 'FENCED' });
    await first.stop();
    expect(runsWithErrors(await createBuilder(options).buildOnce())).toEqual([]);
  });

  it('moves what takes as_of at midnight, and keeps as_of of a view open', async () => {
    await write(
      'ads/feature_orders.sql',
      '-- kind: view\nselect count() as orders, {reporting_currency:String} as c from dwd_order where day < {as_of:Date}',
    );
    const builder = createBuilder(options);
    await builder.buildOnce();
    expect(await cells(database.warehouse, 'ads_category')).toEqual([]);
    now = '2026-03-21T00:00:00.000Z';
    const { runs } = await builder.buildOnce();
    expect(runs.filter(({ partitions }) => partitions > 0).map(({ model }) => model)).toEqual([
      'ads_category',
    ]);
    expect(await cells(database.warehouse, 'ads_category')).toEqual(['["of k1","10","1"]']);
    const asOf = (day: string) => cells(database.reader, `feature_orders(as_of = '${day}')`);
    expect([await asOf('2026-03-20'), await asOf('2026-03-21')]).toEqual([['["0","USD"]'], ['["1","USD"]']]);
  });

  it('asks the parser about a model once, also over a restart', async () => {
    let questions = 0;
    const counting: typeof options.warehouse = {
      ...options.warehouse,
      rows: (sql, ...rest) => {
        if (/EXPLAIN|formatQuery/.test(sql)) questions++;
        return options.warehouse.rows(sql, ...rest);
      },
    };
    const first = await createBuilder({ ...options, warehouse: counting }).project();
    expect(questions).toBeGreaterThan(first.models.size);
    questions = 0;
    const second = await createBuilder({ ...options, warehouse: counting }).project();
    expect(questions).toBe(0);
    expect(second).toEqual(first);
  });

  it('plans without doing, and rebuilds on request', async () => {
    const builder = createBuilder(options);
    expect((await builder.plan()).models.every(({ change }) => change === 'added')).toBe(true);
    await builder.buildOnce();
    expect(await builder.plan()).toEqual({ models: [], problems: [] });
    const { runs } = await builder.rebuild('dwd_line');
    expect(runs.filter(({ action }) => action === 'build').map(({ model }) => model)).toEqual(['dwd_line']);
  });
});
