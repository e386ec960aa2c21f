import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { partitionList, tupleOf, workTables } from './compute.ts';
import type { BuildContext } from './context.ts';

/** A key's columns as text, joined so that they can be a Map's key. */
export type Key = string;

/**
 * Key -> partitions that may hold rows of it. Always a superset: a place is noted before rows are put there and crossed
 * out after they are gone.
 */
export async function createKeyMap(
  model: AnalysedModel,
  { warehouse }: BuildContext,
  keys: string = workTables(model.name).keys,
): Promise<void> {
  await warehouse.command(
    `CREATE TABLE IF NOT EXISTS ${identifier(keys)} (${keyColumns(model)}, _partition String, _live UInt8, _sequence UInt64)
     ENGINE = ReplacingMergeTree(_sequence) ORDER BY (${tupleOf(model.per).slice(1, -1)}, _partition)`,
  );
}

/** The table that holds the keys a refresh is about. */
export async function createWorkTable(model: AnalysedModel, { warehouse }: BuildContext): Promise<void> {
  const { work } = workTables(model.name);
  await warehouse.command(`DROP TABLE IF EXISTS ${identifier(work)} SYNC`);
  await warehouse.command(`CREATE TABLE ${identifier(work)} (${keyColumns(model)}) ENGINE = Memory`);
}

function keyColumns(model: AnalysedModel): string {
  return model.per
    .map((name) => `${identifier(name)} ${model.columns.find((column) => column.name === name)!.type}`)
    .join(', ');
}

/** SELECT list that gives a key as one text. */
export function keyAsText(model: AnalysedModel): string {
  return `toJSONString([${model.per.map((name) => `toString(${identifier(name)})`).join(', ')}])`;
}

export function rowOfKey(model: AnalysedModel, key: Key): Record<string, string> {
  const values = JSON.parse(key) as string[];
  return Object.fromEntries(model.per.map((name, index) => [name, values[index]!]));
}

/** Puts exactly these keys into the work table. */
export async function writeWork(
  model: AnalysedModel,
  context: BuildContext,
  keys: readonly Key[],
): Promise<void> {
  await context.warehouse.command(`TRUNCATE TABLE ${identifier(workTables(model.name).work)} SYNC`);
  await fillWork(model, context, keys);
}

/** The same where the work table is empty. */
export function fillWork(model: AnalysedModel, context: BuildContext, keys: readonly Key[]): Promise<void> {
  return context.warehouse.insertRows(
    workTables(model.name).work,
    keys.map((key) => rowOfKey(model, key)),
  );
}

/** Where the keys of the work table may be now. */
export async function placesOfWork(
  model: AnalysedModel,
  context: BuildContext,
): Promise<Map<Key, Set<string>>> {
  const { keys, work } = workTables(model.name);
  const per = tupleOf(model.per);
  const rows = await context.warehouse.rows<{ key: Key; places: string[] }>(
    `SELECT ${keyAsText(model)} AS key, groupArray(_partition) AS places FROM ${identifier(keys)} FINAL
     WHERE _live AND ${per} IN (SELECT ${per.slice(1, -1)} FROM ${identifier(work)}) GROUP BY key`,
  );
  return new Map(rows.map(({ key, places }) => [key, new Set(places)]));
}

/** Notes (live) or crosses out places of keys. */
export async function writePlaces(
  model: AnalysedModel,
  context: BuildContext,
  places: readonly (readonly [Key, string])[],
  live: boolean,
): Promise<void> {
  const sequence = context.store.next();
  await context.warehouse.insertRows(
    workTables(model.name).keys,
    places.map(([key, partition]) => ({
      ...rowOfKey(model, key),
      ...{ _partition: partition, _live: live ? 1 : 0, _sequence: sequence },
    })),
  );
}

/** Keys that have, had or may have rows of these days. */
export function keysOfDays(model: AnalysedModel, days: Iterable<string>): string {
  return `SELECT DISTINCT ${keyAsText(model)} AS key FROM ${identifier(workTables(model.name).keys)} FINAL
    WHERE _live AND _partition IN (${partitionList(days)})`;
}
