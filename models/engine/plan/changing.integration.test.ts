import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { type BuilderOptions, createBuilder } from '../builder/builder.ts';
import { operate } from '../builder/operations.ts';
import { BuilderSession } from '../builder/session.ts';
import { cells, createFixtureTables, Deliveries } from '../history-fixture.ts';
import { lines, order, smallOptions, smallProject } from './small-project.ts';

let database: TestDatabase;
let deliveries: Deliveries;
let project: Awaited<ReturnType<typeof smallProject>>;
let options: BuilderOptions;
/** Order -> day and quantity, as last delivered: what every figure is held against. */
let orders: Map<string, { day: string; qty: number; version: number }>;

beforeEach(async () => {
  database = await testDatabase('changing');
  await createFixtureTables(database.warehouse);
  deliveries = new Deliveries(database.warehouse);
  project = await smallProject();
  options = smallOptions(database.warehouse, project.directory);
  orders = new Map();
});
afterEach(async () => {
  await database.drop();
  await rm(project.directory, { recursive: true });
});

async function deliver(...list: readonly [id: string, day: string, qty: number][]): Promise<void> {
  for (const [id, day, qty] of list) {
    const version = (orders.get(id)?.version ?? 0) + 1;
    orders.set(id, { day, qty, version });
    await deliveries.store([order(id, version, day, qty)]);
  }
}

/** Lines as they must be when the model multiplies by `factor`, of these orders or of all. */
const expected = (factor: number, of: Iterable<string> = orders.keys()) =>
  [...of].map((id) => `${id} ${orders.get(id)!.day} ${orders.get(id)!.qty * factor}`).sort();

async function served(): Promise<string[]> {
  const rows = await database.reader.rows<{ row: string }>(
    `SELECT concat(order_id, ' ', toString(day), ' ', toString(toInt64(qty))) AS row FROM dwd_line ORDER BY row`,
  );
  return rows.map(({ row }) => row);
}

async function days(): Promise<string[]> {
  const rows = await database.reader.rows<{ row: string }>(
    `SELECT concat(toString(day), ' ', toString(toInt64(qty))) AS row FROM dws_day ORDER BY row`,
  );
  return rows.map(({ row }) => row);
}

function expectedDays(factor: number): string[] {
  const sums = new Map<string, number>();
  for (const { day, qty } of orders.values()) sums.set(day, (sums.get(day) ?? 0) + qty * factor);
  return [...sums].map(([day, qty]) => `${day} ${qty}`).sort();
}

async function stable(changes: Partial<BuilderOptions> = {}): Promise<void> {
  const { runs } = await createBuilder({ ...options, ...changes }).buildOnce();
  expect(runs.filter(({ error }) => error !== '').map(({ model, error }) => `${model}: ${error}`)).toEqual(
    [],
  );
}

const keptTables = () =>
  cells(
    database.warehouse,
    `(SELECT name FROM system.tables WHERE database = '${database.database}' AND startsWith(name, '_model_kept_dwd'))`,
  );

/** Kills a build at its n-th write of a model; true where it got that far. */
async function killedAt(step: number, run: (session: BuilderSession) => Promise<unknown>): Promise<boolean> {
  let left = step;
  const session = new BuilderSession({
    ...options,
    onStep: (_, model) => {
      if (model === 'dwd_line' && --left === 0) throw new Error('killed');
    },
  });
  try {
    await session.exclusively(() => run(session));
    return false;
  } catch (error) {
    expect((error as Error).message).toBe('killed');
    return true;
  }
}

describe('a change of a model', () => {
  it('MooseStack 2 · killed between any two writes, the old or the new table serves whole, and it resumes by itself', {
    timeout: 300_000,
  }, async () => {
    await deliver(['o1', '2026-03-01', 1], ['o2', '2026-03-02', 2], ['o3', '2026-03-02', 3]);
    await stable();
    let factor = 1;
    let step = 1;
    for (let killed = true; killed; step++) {
      const before = expected(factor);
      factor += 1;
      await project.write('dwd/dwd_line.sql', lines(factor));
      killed = await killedAt(step, (session) => session.untilStable());
      expect([before, expected(factor)]).toContainEqual(await served());
      await deliver(['o1', `2026-03-0${1 + (step % 5)}`, step], [`n${step}`, '2026-03-03', step]);
      await stable();
      expect(await served()).toEqual(expected(factor));
      expect(await days()).toEqual(expectedDays(factor));
    }
    expect(step).toBeGreaterThan(7);
    expect(
      await cells(database.warehouse, "(SELECT * FROM _model_exchanges FINAL WHERE exchange != '')"),
    ).toEqual([]);
  });

  it('goes back to the kept table, which catches up from its own offsets, at whatever write it is killed', {
    timeout: 300_000,
  }, async () => {
    await deliver(['o1', '2026-03-01', 1], ['o2', '2026-03-02', 2]);
    await stable();
    let step = 1;
    for (let killed = true; killed; step++) {
      await project.write('dwd/dwd_line.sql', lines(1 + step, ', 1 as more'));
      await stable();
      await deliver(['o1', `2026-03-0${1 + (step % 5)}`, step], [`n${step}`, '2026-03-03', step]);
      await stable();
      expect(await served()).toEqual(expected(1 + step));
      killed = await killedAt(step, async (session) => {
        await operate(session, { what: 'rollback', model: 'dwd_line', days: [] });
        await session.untilStable();
      });
      const wasBegun = !(await served()).every((row) => expected(1 + step).includes(row));
      await stable();
      if (!killed || wasBegun) {
        expect(await served()).toEqual(expected(1));
        expect(await days()).toEqual(expectedDays(1));
        expect(await cells(database.warehouse, 'ads_line')).toHaveLength(1);
      } else {
        expect(await served()).toEqual(expected(1 + step));
        await createBuilder(options).rollback('dwd_line');
        expect(await served()).toEqual(expected(1));
      }
    }
    expect(step).toBeGreaterThan(4);
  });

  it('leaves a text that was rolled back alone until the file changes', async () => {
    await deliver(['o1', '2026-03-01', 1]);
    await stable();
    await project.write('dwd/dwd_line.sql', lines(7));
    await stable();
    expect(await createBuilder(options).rollback('dwd_line')).toMatch(/serves as it was until/);
    await deliver(['o2', '2026-03-01', 5]);
    await stable();
    expect(await served()).toEqual(expected(1));
    await expect(createBuilder(options).rollback('dwd_line')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await project.write('dwd/dwd_line.sql', lines(8));
    await stable();
    expect(await served()).toEqual(expected(8));
  });

  it('that fails leaves the old table serving and kept up to date', async () => {
    await deliver(['o1', '2026-03-01', 1]);
    await stable();
    await project.write('dwd/dwd_line.sql', lines(2).replace('unique(grain)', 'accepted(sku, k9)'));
    const builder = new BuilderSession(options);
    await builder.exclusively(async () => {
      const [failed] = await builder.once(true);
      expect(failed?.error).toMatch(/accepted\(sku, k9\)/);
      await deliver(['o2', '2026-03-01', 5]);
      await builder.once(true);
    });
    expect(await served()).toEqual(expected(1));
    expect(orders.size).toBe(2);
  });

  it('keeps the old table until the new one has proved itself, and the last good one through many edits', async () => {
    await deliver(['o1', '2026-03-01', 1]);
    let now = Date.now();
    const clock = () => new Date(now);
    await stable({ clock });
    for (const factor of [2, 3, 4, 5]) {
      await project.write('dwd/dwd_line.sql', lines(factor));
      await stable({ clock });
    }
    expect(await keptTables()).toHaveLength(2);
    now += 30 * 60_000;
    await stable({ clock });
    expect(await keptTables()).toHaveLength(2);
    await createBuilder({ ...options, clock }).rollback('dwd_line');
    expect(await served()).toEqual(expected(4));
    await createBuilder({ ...options, clock }).rollback('dwd_line');
    expect(await served()).toEqual(expected(1));
    await project.write('dwd/dwd_line.sql', lines(6));
    await stable({ clock });
    now += 61 * 60_000;
    await stable({ clock });
    expect(await keptTables()).toEqual([]);
  });
});
