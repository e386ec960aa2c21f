import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { type BuilderOptions, createBuilder } from '../builder/builder.ts';
import { cells, createFixtureTables, Deliveries } from '../history-fixture.ts';
import { order, smallOptions, smallProject } from './small-project.ts';

let database: TestDatabase;
let options: BuilderOptions;
let contents: { line: string[]; day: string[]; sku: string[] };

const [first, second, third] = ['2026-02-27', '2026-02-28', '2026-03-01'] as const;

beforeEach(async () => {
  database = await testDatabase('restating');
  await createFixtureTables(database.warehouse);
  const deliveries = new Deliveries(database.warehouse);
  await deliveries.store([
    ...[order('o1', 1, first, 1), order('o2', 1, second, 2), order('o3', 1, second, 4, 'k2')],
    order('o4', 1, third, 8),
  ]);
  const project = await smallProject({
    'ads/ads_line.sql': '-- kind: table\nselect sku, sum(qty) as qty from dwd_line group by sku',
    'ads/ads_view.sql': 'select sku from dwd_line',
  });
  options = smallOptions(database.warehouse, project.directory);
  await createBuilder(options).buildOnce();
  contents = await read();
  return () => rm(project.directory, { recursive: true });
});
afterEach(() => database.drop());

const read = async () => ({
  line: await cells(database.warehouse, '(SELECT order_id, day, sku, toInt64(qty) FROM dwd_line)'),
  day: await cells(database.warehouse, '(SELECT day, toInt64(qty), line_count FROM dws_day)'),
  sku: await cells(database.warehouse, '(SELECT sku, toInt64(qty) FROM ads_line)'),
});
const restate = (model: string, from: string, to: string) =>
  createBuilder(options).restate(model, [from, to]);
const change = (sql: string) => database.warehouse.command(sql, {}, { settings: { mutations_sync: '1' } });
const versions = () =>
  cells(
    database.warehouse,
    '(SELECT partition, max(version) FROM _model_partitions GROUP BY model, partition)',
  );

describe('days that are restated', () => {
  it('are as they were where nothing was wrong, and nobody above is touched', async () => {
    const before = await versions();
    expect(await restate('dwd_line', first, third)).toContain('0 of 3 days were different');
    expect(await read()).toEqual(contents);
    expect(await versions()).toEqual(before);
  });

  it('are mended whatever other hands did to a model over events, and so is what reads it', async () => {
    await change(`ALTER TABLE dwd_line DELETE WHERE order_id = 'o2'`);
    await change(`ALTER TABLE dwd_line UPDATE qty = 70 WHERE order_id = 'o3'`);
    await database.warehouse.command(
      `INSERT INTO dwd_line (order_id, lines_index, day, sku, qty) VALUES ('nobody', 1, '${second}', 'k1', 5)`,
    );
    await createBuilder(options).rebuild('dws_day');
    expect((await read()).day).not.toEqual(contents.day);
    expect(await restate('dwd_line', second, second)).toContain('1 of 1 days were different');
    expect(await read()).toEqual(contents);
    const told = await cells(
      database.warehouse,
      '(SELECT w.model, w.version = p.version FROM (SELECT model, argMax(version, sequence) AS version FROM _model_watermarks GROUP BY model) AS w INNER JOIN (SELECT model, max(version) AS version FROM _model_partitions GROUP BY model) AS p USING (model))',
    );
    expect(told).toContain('["dwd_line",1]');
  });

  it('are mended in a model above others, a day that is gone and one that never was included', async () => {
    await change(`ALTER TABLE dws_day DELETE WHERE day = '${first}'`);
    await change(`ALTER TABLE dws_day UPDATE qty = 0 WHERE day = '${second}'`);
    await database.warehouse.command(
      `INSERT INTO dws_day (day, qty, line_count) VALUES ('2026-02-20', 1, 1)`,
    );
    expect(await restate('dws_day', '2026-02-15', second)).toContain('3 of 14 days were different');
    expect(await read()).toEqual(contents);
  });

  it('leave other days alone', async () => {
    await change(`ALTER TABLE dws_day UPDATE qty = 0 WHERE day = '${third}'`);
    await restate('dws_day', first, second);
    expect((await read()).day.at(-1)).toContain('"0"');
  });

  it('are all days of a model where none are said, of any that keeps rows', async () => {
    await change(`ALTER TABLE ads_line UPDATE qty = 0 WHERE 1`);
    await change(`ALTER TABLE dwd_line DELETE WHERE order_id = 'o4'`);
    for (const model of ['dwd_line', 'ads_line']) {
      expect(await createBuilder(options).restate(model, [])).toContain('all of it');
    }
    expect(await read()).toEqual(contents);
    await expect(createBuilder(options).restate('ads_view', [])).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    ['dwd_lin', first, third, 'MODEL_UNKNOWN'],
    ['ads_line', first, third, 'CONFLICT'],
    ['dwd_line', third, first, 'INPUT_INVALID'],
    ['dwd_line', '2026-02-30', third, 'INPUT_INVALID'],
    ['dwd_line', first, '2026-02-45', 'INPUT_INVALID'],
    ['dwd_line', '1900-01-01', third, 'INPUT_INVALID'],
  ])('of %s from %s to %s are refused: %s', async (model, from, to, code) => {
    await expect(restate(model, from, to)).rejects.toMatchObject({ code });
    expect(await read()).toEqual(contents);
  });

  it('are computed by the builder that runs', async () => {
    await change(`ALTER TABLE dws_day UPDATE qty = 0 WHERE day = '${second}'`);
    const role = createBuilder(options).run();
    try {
      expect(await restate('dws_day', first, third)).toContain('1 of 3 days were different');
    } finally {
      await role.stop();
    }
    expect(await read()).toEqual(contents);
  });
});
