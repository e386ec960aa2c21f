import { identifier } from '#warehouse';
import type { Kept } from '../state/kept-store.ts';
import { workTables } from './compute.ts';
import type { BuildContext } from './context.ts';
import { removeDictionary } from './dictionary.ts';

/** Stands for a fingerprint where a model is to be built anew although it is the same. */
export const anew = 'to be built anew';

/**
 * The table that serves, as it is to be kept while another takes its place; undefined where nothing is worth keeping.
 * What it has taken in is what is recorded: it may hold more, never less.
 */
export function keepServing(model: string, context: BuildContext): Kept | undefined {
  const { store, definitions, keptForMs } = context;
  const state = store.of(model);
  const definition = definitions.of(model).served;
  if (keptForMs === 0 || definition === undefined) return undefined;
  if (state.fingerprint === '' || state.fingerprint === anew) return undefined;
  const generation = store.next();
  return {
    ...{ model, generation, kind: state.kind, fingerprint: state.fingerprint, asOf: state.asOf },
    table: `_model_kept_${model}_${generation}`,
    keys: `_model_kept_keys_${model}_${generation}`,
    partitions: [...state.partitions],
    offsets: [...state.offsets].map(([source, offsets]) => [source, [...offsets]] as const),
    eventTime: state.eventTime,
    definition: { file: definition.file, text: definition.text, follows: definition.follows },
    keptAt: context.now,
  };
}

export async function dropKept(kept: Kept, context: BuildContext): Promise<void> {
  await context.kept.save(kept, false, context.store.next());
  for (const table of [kept.table, kept.keys]) {
    await context.warehouse.command(`DROP TABLE IF EXISTS ${identifier(table)} SYNC`);
  }
}

/**
 * Drops what was kept for models whose new tables have proved themselves: served for as long as is asked, and no check
 * or build of theirs has failed in that time. Returns the models.
 */
export async function dropProved(context: BuildContext): Promise<string[]> {
  const proved: string[] = [];
  for (const model of new Set(context.kept.all().map((kept) => kept.model))) {
    const kept = context.kept.of(model);
    const since = await lastFailure(model, context);
    const begun = Math.max(since, ...kept.map(({ keptAt }) => keptAt));
    if (context.now - begun < context.keptForMs) continue;
    for (const each of kept) await dropKept(each, context);
    proved.push(model);
  }
  return proved;
}

async function lastFailure(model: string, { warehouse }: BuildContext): Promise<number> {
  const [row] = await warehouse.rows<{ at: string }>(
    `SELECT toString(toUnixTimestamp64Milli(max(started_at))) AS at FROM _model_runs
     WHERE model = {model:String} AND error != ''`,
    { model },
  );
  return Number(row?.at ?? 0);
}

/** Drops what a crash has left behind: tables built beside that nobody put in place, kept ones that are kept no more. */
export async function dropLeftOvers(context: BuildContext): Promise<void> {
  const { warehouse, kept } = context;
  const known = new Set(kept.all().flatMap(({ table, keys }) => [table, keys]));
  const rows = await warehouse.rows<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = {database:String}
     AND (startsWith(name, '_model_kept_') OR startsWith(name, '_model_next_'))`,
    { database: warehouse.database },
  );
  for (const { name } of rows) {
    if (!known.has(name)) await warehouse.command(`DROP TABLE IF EXISTS ${identifier(name)} SYNC`);
  }
}

/** A model is no more: its table, what was kept of it and its state go. */
export async function removeModel(model: string, context: BuildContext): Promise<void> {
  const { warehouse, store } = context;
  for (const kept of context.kept.of(model)) await dropKept(kept, context);
  await removeDictionary(model, context);
  const { keys, stage, result, work, next, nextKeys } = workTables(model);
  for (const table of [model, keys, stage, result, work, next, nextKeys]) {
    await warehouse.command(`DROP TABLE IF EXISTS ${identifier(table)} SYNC`);
  }
  const { partitions, version, kind, asOf } = store.of(model);
  await store.savePartitions(
    model,
    new Map(
      [...partitions].map(([name, state]) => [name, { ...state, rows: 0, hash: '0', version: version + 1 }]),
    ),
  );
  await context.definitions.save(model, 'served', { file: '', text: '', follows: [] });
  await store.saveVersion(model, kind, '', asOf === '' ? context.asOf : asOf);
}
