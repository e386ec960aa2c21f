import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { layoutOf } from './build/layout.ts';
import { BuilderSession } from './builder/session.ts';
import {
  cells,
  createFixtureTables,
  Deliveries,
  fixtureSources,
  storedModels,
  writeProject,
} from './history-fixture.ts';

/** A generator of numbers below `limit`, the same for the same seed (mulberry32). */
function randomOf(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit) | 0;
  };
}

const today = Date.UTC(2026, 2, 20, 12);
const dayMs = 86_400_000;

function randomDeliveries(random: (limit: number) => number, count: number) {
  return Array.from({ length: count }, () => {
    const kind = random(10);
    const version = 1 + random(6);
    const op = random(12) === 0 ? ('delete' as const) : ('upsert' as const);
    if (kind < 6) {
      const id = `o${random(40)}`;
      const lines = Array.from({ length: 1 + random(4) }, () => ({
        sku: `k${random(8)}`,
        qty: 1 + random(3),
      }));
      // Some days are recent, some old enough to share the partition of their month.
      const daysAgo = random(6) * (random(4) === 0 ? 5 : 1) + (random(3) === 0 ? 90 : 0);
      const placed = today - daysAgo * dayMs + random(24) * 3_600_000;
      const body = {
        ...{ order_id: id, shop_id: `s${1 + random(3)}`, placed_at: new Date(placed).toISOString() },
        'lines.sku': lines.map(({ sku }) => sku),
        'lines.qty': lines.map(({ qty }) => String(qty)),
        'lines.amount': lines.map(({ qty }) => `${qty * 10}.${random(100)}`),
      };
      return { table: 'ods_order', id, version, op, body };
    }
    if (kind < 8) {
      const id = `r${random(20)}`;
      const order_id = random(8) === 0 ? null : `o${random(40)}`;
      return {
        table: 'ods_refund',
        id,
        version,
        op,
        body: { refund_id: id, order_id, amount: `${random(50)}.5` },
      };
    }
    const id = `k${random(8)}`;
    const status = random(3) === 0 ? 'gone' : 'active';
    // Clocks of producers differ: a later version may say an earlier time.
    const at = today - (8 - version) * dayMs * 10 + random(30) * dayMs;
    return {
      table: 'ods_product',
      id,
      version,
      op,
      at,
      body: { sku: id, category: `c${random(3)}`, status },
    };
  });
}

describe('incremental models', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('exactness');
    await createFixtureTables(database.warehouse);
  });
  afterAll(() => database.drop());

  it.each([1, 3])('equal a full rebuild, cell by cell, after any history (%i)', async (seed) => {
    const { warehouse } = database;
    const random = randomOf(seed);
    const deliveries = new Deliveries(warehouse);
    for (const { table } of fixtureSources) await warehouse.command(`TRUNCATE TABLE ${table}`);
    const directory = await writeProject();
    let now = today;
    const options = {
      ...{ warehouse, directory, odsSources: fixtureSources, settings: { reportingCurrency: 'USD' } },
      ...{
        log: pino({ level: 'error', serializers: { err: (e) => e.message } }),
        clock: () => new Date(now),
      },
    };
    let crashAt = Number.POSITIVE_INFINITY;
    const session = new BuilderSession({
      ...options,
      onStep: (step) => {
        if (--crashAt === 0) throw new Error(`killed after «${step}»`);
      },
    });
    await dropModels(database);
    await deliveries.store(randomDeliveries(random, 40));
    await session.exclusively(async () => {
      for (let round = 0; round < 10; round++) {
        const batch = randomDeliveries(random, 1 + random(25));
        await deliveries.store(random(3) === 0 ? [...batch, ...batch] : batch);
        if (random(4) === 0) {
          const zone = random(2) === 0 ? 'UTC' : 'Asia/Tokyo';
          const rows = `shop_id,zone,region\ns1,${zone},west\ns2,Asia/Tokyo,r${random(3)}\n`;
          await writeFile(
            join(directory, 'seeds/dim_shop.csv'),
            random(2) === 0 ? rows : `${rows}s3,UTC,north\n`,
          );
          await session.live.refresh();
        }
        if (random(3) === 0) crashAt = 1 + random(12);
        const build = () => session.once(random(2) === 0);
        await build().catch((error: Error) => expect(error.message).toMatch(/^killed after/));
        crashAt = Number.POSITIVE_INFINITY;
        if (random(3) === 0) now += random(2) * dayMs + 11_000;
      }
      await session.untilStable();
    });
    const incremental = await Promise.all(storedModels.map((model) => cells(warehouse, model)));
    expect(await layoutOf(warehouse, 'dwd_line')).toEqual({ coarseBefore: '2026-01-01' });
    const fresh = new BuilderSession(options);
    const report = await fresh.exclusively(() => fresh.rebuild(undefined));
    expect(report.runs.filter(({ error }) => error !== '')).toEqual([]);
    for (const [index, model] of storedModels.entries()) {
      expect(incremental[index], model).toEqual(await cells(warehouse, model));
    }
    expect(incremental.flat().length).toBeGreaterThan(30);
  });
});

/** Removes every table of the engine, so that a history starts from nothing. */
async function dropModels({ warehouse, database }: TestDatabase): Promise<void> {
  const rows = await warehouse.rows<{ name: string; what: string }>(
    `SELECT name, if(engine = 'Dictionary', 'DICTIONARY', 'TABLE') AS what FROM system.tables WHERE database = {database:String} AND NOT startsWith(name, 'ods_')
     ORDER BY what`,
    { database },
  );
  for (const { name, what } of rows) await warehouse.command(`DROP ${what} \`${name}\` SYNC`);
}
