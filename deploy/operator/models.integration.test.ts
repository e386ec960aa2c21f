import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contracts, migrateTables } from '#ingestion';
import { readEnvironment } from '../environment.ts';
import { modelsDir } from '../platform/folders.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { builderFor, planFor } from './models.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase('operator_models');
  await migrateTables(database.warehouse, contracts);
  folder = await mkdtemp(join(tmpdir(), 'entrepot-models-'));
  for (const layer of ['seeds', 'dim', 'dwd', 'dws', 'ads']) {
    await cp(join(modelsDir, layer), join(folder, layer), { recursive: true });
  }
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

it('plans nothing for the real project once it is built, and names metrics and screens that a column would break', {
  timeout: 240_000,
}, async () => {
  const operator = { warehouse: database.warehouse, environment: readEnvironment({}) };
  const builder = () => builderFor(operator, { directory: folder });
  const { failed } = await builder().apply();
  expect(failed).toEqual([]);
  expect(await planFor(operator, builder())).toEqual({ models: [], problems: [] });
  const file = join(folder, 'dwd/dwd_trd_order_line_di.sql');
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/ as sold_qty,/);
  await writeFile(
    file,
    `-- Lines, quantities as text.\n${text.slice(text.indexOf('-- kind:')).replace(' as sold_qty,', '::String as sold_qty,')}`,
  );
  const plan = await planFor(operator, builder());
  const change = plan.models.find(({ model }) => model === 'dwd_trd_order_line_di');
  const broken = change?.breaking.flatMap(({ breaks }) => breaks.map(({ kind, name }) => `${kind} ${name}`));
  expect(broken ?? plan.problems.map(({ message }) => message)).toEqual(
    expect.arrayContaining(['metric units', 'screen group-overview']),
  );
});
