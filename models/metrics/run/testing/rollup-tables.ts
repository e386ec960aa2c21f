import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifier, type Warehouse } from '#warehouse';
import { readProject } from '../../../engine/index.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { readCatalogue } from '../../catalogue/load-catalogue.ts';
import { describeModels } from '../../catalogue/model-columns.ts';
import type { RollupStates } from '../../compile/rollup-use.ts';
import { rollupModel } from '../../rollup/rollup-model.ts';

const models = join(import.meta.dirname, '../../..');

export type Declarations = Readonly<Record<string, string>>;

/** The project's models with rollups of a test's own in its metric files, by file. */
async function projectWith(rollups: Declarations): Promise<string> {
  const directory = join(await mkdtemp(join(tmpdir(), 'entrepot-rollups-')), 'models');
  for (const folder of ['seeds', 'dim', 'dwd', 'dws', 'ads', 'metrics']) {
    await cp(join(models, folder), join(directory, folder), { recursive: true });
  }
  for (const [file, lines] of Object.entries(rollups)) {
    const path = join(directory, 'metrics', file);
    const text = (await readFile(path, 'utf8')).replace(/^rollups:\n(?: .*\n)+/m, '');
    await writeFile(path, text.replace(/^metrics:/m, `rollups:\n${lines}\nmetrics:`));
  }
  return directory;
}

/**
 * Fills the rollups as the builder would, over tables that are there, but for partitions that are to be stale: of those
 * they hold wrong rows, which no answer may show.
 */
export async function storeRollups(
  warehouse: Warehouse,
  rollups: Declarations,
  stale: readonly string[],
): Promise<{ catalogue: Catalogue; states: RollupStates }> {
  const directory = await projectWith(rollups);
  const { project, problems } = await readProject(directory);
  if (problems.length > 0) throw new AggregateError(problems);
  const columns = await describeModels(warehouse);
  const states = new Map<string, RollupStates extends ReadonlyMap<string, infer State> ? State : never>();
  for (const declared of project.models.values()) {
    const base = project.models.get(declared.rollup?.of ?? '');
    if (!declared.rollup || !base || !columns.has(base.name)) continue;
    const model = rollupModel(declared, declared.rollup, { ...base, columns: columns.get(base.name)! });
    const table = identifier(model.name);
    await warehouse.command(`create table ${table} engine = MergeTree order by tuple() as ${model.sql}`);
    const days = stale.map((day) => `'${day}'`).join(', ');
    if (stale.length > 0) {
      await warehouse.command(
        `insert into ${table} select * from ${table} where ${model.by} in (${days}) union all select * from ${table} where ${model.by} in (${days})`,
      );
    }
    const [rows] = await warehouse.rows<{ own: string; base: string }>(
      `select (select count() from ${table}) as own, (select count() from ${identifier(base.name)}) as base`,
    );
    states.set(model.name, { rows: Number(rows!.own), rowsOfModel: Number(rows!.base), stale });
  }
  const built = await describeModels(warehouse);
  return { catalogue: (await readCatalogue(join(directory, 'metrics'), project, built)).catalogue, states };
}
