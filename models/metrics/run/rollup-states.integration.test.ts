import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { BuilderSession } from '../../engine/builder/session.ts';
import {
  createFixtureTables,
  Deliveries,
  fixtureSources,
  writeProject,
} from '../../engine/history-fixture.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import { describeModels } from '../catalogue/model-columns.ts';
import type { MetricQuery } from '../query.ts';
import { readRollupStates } from './rollup-states.ts';
import { runMetricQuery } from './run.ts';

const now = new Date('2026-03-20T12:00:00Z');
const rollup = 'dwd_line_by_shop';
let database: TestDatabase;
let session: BuilderSession;
let isKilled = false;

const order = (id: string, version: number, day: string, qty: string) => ({
  ...{ table: 'ods_order', id, version },
  body: {
    ...{ order_id: id, shop_id: 's1', placed_at: `${day}T10:00:00.000Z` },
    ...{ 'lines.sku': ['k1', 'k2'], 'lines.qty': [qty, '1'], 'lines.amount': ['10', '10'] },
  },
});

beforeAll(async () => {
  database = await testDatabase('rollup_states');
  await createFixtureTables(database.warehouse);
  session = new BuilderSession({
    ...{ warehouse: database.warehouse, directory: await writeProject(), odsSources: fixtureSources },
    ...{ settings: { reportingCurrency: 'USD' }, log: pino({ level: 'silent' }), clock: () => now },
    onStep: (step, model) => {
      if (isKilled && model === rollup && step === 'computed') throw new Error('killed');
    },
  });
});

afterAll(() => database.drop());

async function readNow(): Promise<Catalogue> {
  const { project } = await session.live.current();
  const directory = join(await writeProject(), 'metrics');
  return (await readCatalogue(directory, project, await describeModels(database.warehouse))).catalogue;
}

it('a rollup is kept with its model, and answers for the days that it has taken in', async () => {
  const { warehouse, reader } = database;
  const deliveries = new Deliveries(warehouse);
  const days = Array.from({ length: 10 }, (_, index) => `2026-03-${10 + index}`);
  await deliveries.store(
    days.flatMap((day, index) => [order(`a${index}`, 1, day, '2'), order(`b${index}`, 1, day, '3')]),
  );
  await session.exclusively(() => session.untilStable());
  const catalogue = await readNow();
  const ask = (query: Partial<MetricQuery> = {}) =>
    runMetricQuery(
      reader,
      catalogue,
      {
        metrics: ['units', 'lines', 'orders', 'orders_west', 'most', 'median', 'mean'],
        time: { from: '2026-03-01', to: '2026-04-01', grain: 'day' },
        ...query,
      },
      { id: 'e', role: 'executive', claims: {} },
      { now, reportingCurrency: 'USD' },
    );
  const both = async () => {
    const [kept, rows] = await Promise.all([ask(), ask({ rollups: 'off' })]);
    expect(kept.columns).toEqual(rows.columns);
    return { kept, rows };
  };
  expect(await readRollupStates(warehouse, catalogue)).toEqual(
    new Map([[rollup, { rows: 10, rowsOfModel: 40, stale: [] }]]),
  );
  const before = await both();
  expect(before.kept.sql).toContain(rollup);
  expect(before.kept.cost.rowsRead).toBeLessThan(before.rows.cost.rowsRead);
  expect(before.kept.columns[1]!.values).toEqual(days.map(() => '7'));

  // The model has taken in an order that moved and one that is new; the rollup could not yet.
  await deliveries.store([order('a3', 2, '2026-03-15', '5'), order('c', 1, '2026-03-18', '4')]);
  isKilled = true;
  await session.exclusively(() => session.once(true)).catch(() => undefined);
  const lagging = await readRollupStates(warehouse, catalogue);
  expect(lagging.get(rollup)!.stale).toEqual(['2026-03-13', '2026-03-15', '2026-03-18']);
  const during = await both();
  expect(during.kept.sql).toContain(rollup);
  expect(during.kept.columns[1]!.values).toEqual(
    days.map((day) => ({ '2026-03-13': '4', '2026-03-15': '13', '2026-03-18': '12' })[day] ?? '7'),
  );

  isKilled = false;
  await session.exclusively(() => session.untilStable());
  expect((await readRollupStates(warehouse, catalogue)).get(rollup)!.stale).toEqual([]);
  expect((await both()).kept.columns).toEqual(during.kept.columns);
});
