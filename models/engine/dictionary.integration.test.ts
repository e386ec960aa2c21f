import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { BuilderSession } from './builder/session.ts';
import { createFixtureTables, Deliveries, fixtureSources, writeProject } from './history-fixture.ts';

const product = (sku: string, version: number, category: string) => ({
  ...{ table: 'ods_product', id: sku, version },
  body: { sku, category, status: 'active' },
});

describe('a dictionary', () => {
  let database: TestDatabase;
  let session: BuilderSession;
  let deliveries: Deliveries;
  let directory: string;
  const write = (path: string, text: string) => writeFile(join(directory, path), text);
  const build = () => session.exclusively(() => session.untilStable());
  const looked = (sql: string) => database.warehouse.rows(sql);
  beforeAll(async () => {
    database = await testDatabase('dictionary');
    const { warehouse } = database;
    await createFixtureTables(warehouse);
    deliveries = new Deliveries(warehouse);
    directory = await writeProject();
    await write('dim/lookup.sql', '-- kind: dictionary by sku\nselect sku, category from dim_sku');
    await write(
      'ads/ads_named.sql',
      "-- kind: table\n-- grain: shop_id\nselect shop_id, dictGet('lookup', 'category', 'k1') as category from dim_shop",
    );
    session = new BuilderSession({
      ...{ warehouse, directory, odsSources: fixtureSources, settings: { reportingCurrency: 'USD' } },
      ...{ log: pino({ level: 'silent' }), clock: () => new Date('2026-06-01T00:00:00Z') },
    });
    await deliveries.store([product('k1', 1, 'a'), product('k2', 1, 'b')]);
  });
  afterAll(() => database.drop());

  it('is found by the parser, made before what looks it up, and follows what it reads', async () => {
    await build();
    const { models } = (await session.live.current()).project;
    expect(models.get('ads_named')!.upstreams).toEqual(expect.arrayContaining(['lookup', 'dim_shop']));
    expect(
      await looked(
        "SELECT dictGet('lookup', 'category', 'k2') AS of_k2, (SELECT any(category) FROM ads_named) AS named",
      ),
    ).toEqual([{ of_k2: 'b', named: 'a' }]);
    await deliveries.store([product('k1', 2, 'z')]);
    const report = await build();
    expect(report.runs.map(({ model }) => model)).toEqual(
      expect.arrayContaining(['dim_sku', 'lookup', 'ads_named']),
    );
    expect(await looked('SELECT DISTINCT category FROM ads_named')).toEqual([{ category: 'z' }]);
    expect((await build()).runs).toEqual([]);
  });

  it('keeps what it had where a key comes twice or an edit cannot be loaded', async () => {
    await write(
      'dim/lookup.sql',
      '-- kind: dictionary by sku\nselect sku, category, arrayJoin([1, 2]) as n from dim_sku',
    );
    await session.live.refresh();
    const { runs } = await build();
    expect(runs.map(({ model, error }) => [model, error])).toContainEqual([
      'lookup',
      expect.stringMatching(/2 keys that come more than once/),
    ]);
    expect(await looked("SELECT dictGet('lookup', 'category', 'k1') AS category")).toEqual([
      { category: 'z' },
    ]);
  });

  it('serves a new attribute together with what looks it up', async () => {
    await write(
      'dim/lookup.sql',
      '-- kind: dictionary by sku\nselect sku, upper(category) as category, status from dim_sku',
    );
    await write(
      'ads/ads_named.sql',
      "-- kind: table\n-- grain: shop_id\nselect shop_id, dictGet('lookup', ('category', 'status'), 'k1') as both from dim_shop",
    );
    await session.live.refresh();
    await build();
    expect(await looked('SELECT DISTINCT both FROM ads_named')).toEqual([
      { both: { category: 'Z', status: 'active' } },
    ]);
  });

  it('may become a table, and a dictionary again', async () => {
    const select = 'select sku, category from dim_sku';
    const engine = async () =>
      (
        await looked(
          "SELECT engine FROM system.tables WHERE database = currentDatabase() AND name = 'lookup2'",
        )
      )[0];
    for (const [kind, made] of [
      ['table', 'MergeTree'],
      ['dictionary by sku', 'Dictionary'],
      ['view', 'View'],
    ]) {
      await write('dim/lookup2.sql', `-- kind: ${kind}\n${select}`);
      await session.live.refresh();
      await build();
      expect(await engine()).toEqual({ engine: made });
    }
  });

  it.each([
    ['-- kind: dictionary by sku\nselect sku, category from ods_product_latest', /every delivery/],
    ['-- kind: dictionary by sku\nselect toNullable(sku) as sku, category from dim_sku', /may be null/],
    ['-- kind: dictionary by sku\nselect sku, {as_of:Date} as day from dim_sku', /takes no/],
    ['-- kind: dictionary by code\nselect sku from dim_sku', /not a column/],
  ])('is refused: %s', async (text, message) => {
    await write('dim/wrong.sql', text);
    const { problems } = await session.live.files();
    const [problem, ...more] = problems.filter(({ at }) => at?.includes('wrong.sql'));
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ message: expect.stringMatching(message), fix: expect.any(String) });
  });
});
