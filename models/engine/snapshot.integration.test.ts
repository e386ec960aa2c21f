import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { BuilderSession } from './builder/session.ts';
import { createFixtureTables, Deliveries, fixtureSources, writeProject } from './history-fixture.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 1);
const forever = '2299-12-31T23:59:59.999Z';

type Delivery = {
  id: string;
  version: number;
  op: 'upsert' | 'delete';
  at: number;
  category: string;
  status: string;
};
type Row = Record<string, string | number>;

const delivery: fc.Arbitrary<Delivery> = fc.record({
  id: fc.constantFrom('k0', 'k1', 'k2'),
  version: fc.integer({ min: 1, max: 6 }),
  op: fc.constantFrom('upsert', 'upsert', 'upsert', 'delete'),
  at: fc.integer({ min: 0, max: 2_000 }).map((hours) => start + hours * hour),
  category: fc.constantFrom('a', 'b', 'hidden'),
  status: fc.constantFrom('on', 'off'),
});

/** What a snapshot must hold, version by version; nothing of the engine's SQL is used. */
function expected(deliveries: readonly Delivery[], each: boolean): string[] {
  const rows: Row[] = [];
  for (const own of Map.groupBy(deliveries, ({ id }) => id).values()) {
    const last = new Map(own.map((one) => [one.version, one]));
    let [time, open]: [number, Row | undefined] = [0, undefined];
    for (const version of [...last.keys()].sort((a, b) => a - b)) {
      const { id, op, at, category, status } = last.get(version)!;
      time = Math.max(time, at);
      const isThere = op === 'upsert' && category !== 'hidden';
      const values = { sku: id, category, status: status.toUpperCase() };
      const isSame =
        isThere && open !== undefined && open.category === category && open.status === values.status;
      if (isSame && !each) continue;
      if (open) Object.assign(open, { valid_to: new Date(time).toISOString(), is_current: 0 });
      open = undefined;
      if (!isThere) continue;
      const from = new Date(time).toISOString();
      open = {
        ...values,
        valid_day: from.slice(0, 10),
        valid_from: from,
        valid_to: forever,
        version: String(version),
        is_current: 1,
      };
      rows.push(open);
    }
  }
  return sorted(rows);
}

const sorted = (rows: Row[]) => rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

describe('a snapshot', () => {
  let database: TestDatabase;
  let session: BuilderSession;
  let deliveries: Deliveries;
  let directory: string;
  beforeAll(async () => {
    database = await testDatabase('snapshot');
    const { warehouse } = database;
    await createFixtureTables(warehouse);
    deliveries = new Deliveries(warehouse);
    const select =
      "select sku, category, upper(status) as status from ods_product_latest where category != 'hidden'";
    directory = await writeProject();
    await mkdir(join(directory, 'dim'), { recursive: true });
    await writeFile(join(directory, 'dim/changes.sql'), `-- kind: snapshot by sku\n${select}`);
    await writeFile(join(directory, 'dim/versions.sql'), `-- kind: snapshot by sku each version\n${select}`);
    session = new BuilderSession({
      ...{ warehouse, directory, odsSources: fixtureSources, settings: { reportingCurrency: 'USD' } },
      ...{ log: pino({ level: 'silent' }), clock: () => new Date('2026-06-01T00:00:00Z') },
    });
  });
  afterAll(() => database.drop());

  it('is what each version said, from when to when, however deliveries arrive', async () => {
    const { warehouse } = database;
    const stored: Delivery[] = [];
    const rowsOf = async (model: string) =>
      sorted(
        await warehouse.rows<Row>(
          `SELECT sku, category, status, valid_day, valid_from, valid_to, version, is_current FROM ${model}`,
        ),
      );
    await session.exclusively(() =>
      fc.assert(
        fc.asyncProperty(
          fc.array(delivery, { minLength: 1, maxLength: 6 }),
          fc.boolean(),
          async (batch, repeated) => {
            const all = repeated ? [...batch, ...batch] : batch;
            await deliveries.store(
              all.map(({ id, version, op, at, category, status }) => ({
                ...{ table: 'ods_product', id, version, op, at },
                body: { sku: id, category, status },
              })),
            );
            stored.push(...all);
            await session.untilStable();
            expect(await rowsOf('changes')).toEqual(expected(stored, false));
            expect(await rowsOf('versions')).toEqual(expected(stored, true));
          },
        ),
        { numRuns: 12, seed: 4 },
      ),
    );
    expect(stored.length).toBeGreaterThan(30);
  });

  it('describes its own columns, and is found by an instant', async () => {
    const { models } = (await session.live.current()).project;
    const changes = models.get('changes')!;
    expect(changes.columns.map(({ name, type }) => [name, type]).slice(-5)).toEqual([
      ['valid_day', 'Date'],
      ['valid_from', "DateTime64(3, 'UTC')"],
      ['valid_to', "DateTime64(3, 'UTC')"],
      ['version', 'UInt64'],
      ['is_current', 'UInt8'],
    ]);
    expect(changes.columns.find(({ name }) => name === 'valid_to')!.description).toMatch(/when it ended/);
    const [row] = await database.warehouse.rows<{ most: string }>(
      `SELECT max(times) AS most FROM (SELECT count() AS times FROM changes
         INNER JOIN (SELECT addHours(toDateTime64('2026-01-01 00:00:00', 3, 'UTC'), number) AS at FROM numbers(2000)) AS t
         ON 1 = 1 WHERE at >= valid_from AND at < valid_to GROUP BY sku, at)`,
    );
    expect(row).toEqual({ most: '1' });
  });

  it.each([
    [
      'a group',
      '-- kind: snapshot by sku\nselect sku, count() as n from ods_product_latest group by sku',
      /one delivery by itself/,
    ],
    [
      'a join',
      '-- kind: snapshot by sku\nselect p.sku as sku from ods_product_latest as p left join dim_shop as s on 1 = 1',
      /one ODS view/,
    ],
    ['a list', '-- kind: snapshot by order_id\nselect order_id, sku from ods_order_lines', /one ODS view/],
    [
      'another key',
      '-- kind: snapshot by category\nselect sku, category from ods_product_latest',
      /by the key of its entities/,
    ],
    [
      'its own columns',
      '-- kind: snapshot by sku\nselect sku, category as version from ods_product_latest',
      /has anyway/,
    ],
    ['a day', '-- kind: snapshot by\nselect sku from ods_product_latest', /not a kind of model/],
    [
      'its key twice',
      '-- kind: snapshot by sku\n-- per: sku\nselect sku from ods_product_latest',
      /«per» is for incremental/,
    ],
  ])('refuses %s', async (_what, text, message) => {
    await writeFile(join(directory, 'dim/wrong.sql'), text);
    const { problems } = await session.live.files();
    expect(problems.filter(({ at }) => at?.includes('wrong.sql')).map(({ message: told }) => told)).toEqual([
      expect.stringMatching(message),
    ]);
    expect(problems.find(({ at }) => at?.includes('wrong.sql'))!.fix).toBeTruthy();
  });
});
