import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { type BuilderOptions, createBuilder } from '../builder/builder.ts';
import { cells, createFixtureTables, Deliveries } from '../history-fixture.ts';
import { lines, order, smallOptions, smallProject } from './small-project.ts';

let database: TestDatabase;
let deliveries: Deliveries;
let project: Awaited<ReturnType<typeof smallProject>>;
let options: BuilderOptions;

beforeEach(async () => {
  database = await testDatabase('applying');
  await createFixtureTables(database.warehouse);
  deliveries = new Deliveries(database.warehouse);
  await deliveries.store([order('o1', 1, today(), 1), order('o2', 1, today(), 2)]);
  project = await smallProject();
  options = { ...smallOptions(database.warehouse, project.directory), following: 'apply' };
});
afterEach(async () => {
  await database.drop();
  await rm(project.directory, { recursive: true });
});

const today = () => new Date().toISOString().slice(0, 10);
const quantities = () =>
  cells(database.reader, '(SELECT order_id, toInt64(qty) FROM dwd_line)').catch(() => []);
const builder = () => createBuilder(options);
const soon = { timeout: 60_000, interval: 200 };

describe('models that wait to be applied', () => {
  it('are built once they are, with what they read, and go on as they were applied', async () => {
    await builder().buildOnce();
    expect(await quantities()).toEqual([]);
    const applied = await builder().apply({ models: ['dws_day'] });
    expect([applied.changes.map(({ model }) => model), applied.failed]).toEqual([
      ['dwd_line', 'dws_day'],
      [],
    ]);
    expect(await quantities()).toEqual(['["o1","1"]', '["o2","2"]']);
    await project.write('dwd/dwd_line.sql', lines(3));
    await deliveries.store([order('o3', 1, today(), 3)]);
    await builder().buildOnce();
    expect(await quantities()).toEqual(['["o1","1"]', '["o2","2"]', '["o3","3"]']);
    expect((await builder().plan()).models.map(({ model, change }) => `${model} ${change}`)).toEqual([
      'dwd_line changed',
      'ads_line added',
    ]);
    expect((await builder().apply()).failed).toEqual([]);
    expect(await quantities()).toEqual(['["o1","3"]', '["o2","6"]', '["o3","9"]']);
    expect(await builder().plan()).toEqual({ models: [], problems: [] });
  });

  it('SQLMesh 4 · applying what is applied builds nothing', async () => {
    await builder().apply();
    const runs = () => cells(database.warehouse, '(SELECT count() FROM _model_runs)');
    const before = await runs();
    expect(await builder().apply()).toEqual({ changes: [], failed: [] });
    await builder().buildOnce();
    expect(await runs()).toEqual(before);
  });

  it('are built by the builder that runs, wherever it is; a failure is told and leaves the old table in place', {
    timeout: 240_000,
  }, async () => {
    const role = builder().run();
    try {
      await vi.waitFor(() => expect(role.status().state).toBe('building'), soon);
      const waits: string[] = [];
      const onWaiting = (done: number, total: number) => void waits.push(`${done}/${total}`);
      expect((await builder().apply({ onWaiting })).failed).toEqual([]);
      expect(waits.at(-1)).toBe('3/3');
      await project.write('dwd/dwd_line.sql', lines(2).replace('unique(grain)', 'accepted(sku, k9)'));
      const { failed } = await builder().apply();
      expect(failed).toEqual([{ model: 'dwd_line', error: expect.stringMatching(/accepted\(sku, k9\)/) }]);
      expect((await builder().plan()).models[0]).toMatchObject({
        held: expect.stringMatching(/accepted\(sku, k9\)/),
      });
      await deliveries.store([order('o3', 1, today(), 3)]);
      await vi.waitFor(async () => expect(await quantities()).toHaveLength(3), soon);
      expect(await quantities()).toEqual(['["o1","1"]', '["o2","2"]', '["o3","3"]']);
      await project.write('dwd/dwd_line.sql', lines(2));
      expect((await builder().apply()).failed).toEqual([]);
      expect(await builder().rollback('dwd_line')).toMatch(/serves as it was/);
      await vi.waitFor(async () => expect(await quantities()).toContain('["o3","3"]'), soon);
      await rm(join(project.directory, 'ads/ads_line.sql'));
      await rm(join(project.directory, 'dws/dws_day.sql'));
      expect((await builder().apply({ models: ['ads_line', 'dws_day'] })).failed).toEqual([]);
      expect(
        await cells(
          database.warehouse,
          "(SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN ('ads_line', 'dws_day'))",
        ),
      ).toEqual([]);
      expect((await builder().plan()).models.map(({ model, held }) => [model, held])).toEqual([
        ['dwd_line', 'It was rolled back.'],
      ]);
    } finally {
      await role.stop();
    }
  });

  it('refuses to apply while a file has a mistake, with every mistake', async () => {
    await project.write('ads/ads_a.sql', 'select nothing from nowhere');
    await project.write('ads/ads_b.sql', '-- kind: tabel\nselect 1 as one');
    await expect(builder().apply()).rejects.toThrow(/2 mistakes in the models[\s\S]*ads_b[\s\S]*ads_a/);
    await expect(builder().apply({ models: ['dwd_lines'] })).rejects.toThrow();
    expect(await quantities()).toEqual([]);
  });
});
