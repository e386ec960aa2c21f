import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { partitionsAtOnce } from './build-whole.ts';
import { partitionList, tupleOf, workTables } from './compute.ts';
import { type BuildContext, type BuildOutcome, computeSettings } from './context.ts';
import type { Key } from './key-map.ts';
import { bucketOf, bucketsOf, inBuckets, type Layout } from './layout.ts';
import { checkError, measure } from './measure.ts';
import { columnNames } from './physical.ts';
import { swapPartitions } from './swap.ts';

/** Key -> partitions that it has rows in. */
export type Places = ReadonlyMap<Key, ReadonlySet<string>>;

export type KeyRefresh = {
  model: AnalysedModel;
  context: BuildContext;
  layout: Layout;
  outcome: BuildOutcome;
};

/** Every partition that any of the keys is in, or will be. */
export function placesOf(keys: Iterable<Key>, ...places: readonly Places[]): Set<string> {
  const all = new Set<string>();
  for (const key of keys) {
    for (const map of places) for (const partition of map.get(key) ?? []) all.add(partition);
  }
  return all;
}

/**
 * Swaps every physical partition that the keys leave, stay in or enter; first those that are left, without anything that
 * enters from elsewhere, so that a moving entity is absent for a moment and never there twice. Returns keys that a check
 * holds back.
 */
export async function place(
  refresh: KeyRefresh,
  keys: ReadonlySet<Key>,
  before: Places,
  after: Places,
): Promise<Set<Key>> {
  const { model, context, layout } = refresh;
  const moving: Key[] = [];
  const leaving = new Set<string>();
  const all = bucketsOf(layout, placesOf(keys, before, after));
  for (const key of keys) {
    const [from, to] = [bucketsOf(layout, before.get(key) ?? []), bucketsOf(layout, after.get(key) ?? [])];
    const left = [...from].filter((bucket) => !to.has(bucket));
    if (left.length > 0) moving.push(key);
    for (const bucket of left) leaving.add(bucket);
  }
  const blocked = new Set<Key>();
  const holding = (bucket: string) =>
    [...keys].filter((key) => bucketsOf(layout, placesOf([key], before, after)).has(bucket));
  let isFirst = true;
  const swap = async (buckets: readonly string[], without: readonly Key[]) => {
    for (let done = 0; done < buckets.length; done += partitionsAtOnce) {
      const { stage } = workTables(model.name);
      if (!isFirst) await context.warehouse.command(`TRUNCATE TABLE ${identifier(stage)} SYNC`);
      isFirst = false;
      const batch = buckets.slice(done, done + partitionsAtOnce);
      for (const bucket of await swapBatch(refresh, batch, without)) {
        for (const key of holding(bucket)) blocked.add(key);
      }
    }
  };
  const entering = bucketsOf(layout, placesOf(moving, after));
  if (leaving.size > 0) await swap([...leaving].sort(), moving);
  await swap([...all].filter((bucket) => !leaving.has(bucket) || entering.has(bucket)).sort(), []);
  return blocked;
}

/** Builds and swaps at most a hundred physical partitions; returns those that a check blocks. */
async function swapBatch(
  { model, context, layout, outcome }: KeyRefresh,
  buckets: readonly string[],
  without: readonly Key[],
): Promise<Set<string>> {
  const { warehouse, store } = context;
  const { stage, result, work } = workTables(model.name);
  const [per, columns] = [tupleOf(model.per), columnNames(model)];
  const inBatch = inBuckets(model, layout, buckets);
  const absent = without.map(
    (key) => `(${(JSON.parse(key) as string[]).map((text) => partitionList([text])).join(', ')})`,
  );
  const entering = absent.length === 0 ? '1' : `${per} NOT IN (${absent.join(', ')})`;
  await warehouse.command(
    `INSERT INTO ${identifier(stage)} (${columns})
     SELECT ${columns} FROM ${identifier(model.name)}
     WHERE ${inBatch} AND ${per} NOT IN (SELECT ${per.slice(1, -1)} FROM ${identifier(work)})
     UNION ALL SELECT ${columns} FROM ${identifier(result)}
     WHERE ${inBatch} AND ${entering} AND ${per} IN (SELECT ${per.slice(1, -1)} FROM ${identifier(work)})`,
    {},
    { settings: computeSettings },
  );
  const measured = await measure(warehouse, model, stage);
  const failed = new Map(
    [...measured].filter(([, { failed }]) => failed.length > 0).map(([p, m]) => [p, m.failed]),
  );
  if (failed.size > 0) outcome.error = checkError(model, failed);
  const blocked = bucketsOf(layout, failed.keys());
  const isGood = new Set(buckets.filter((bucket) => !blocked.has(bucket)));
  const known = new Set([...measured.keys(), ...store.of(model.name).partitions.keys()]);
  const partitions = [...known].filter((day) => isGood.has(bucketOf(layout, day)));
  const swapped = await swapPartitions(model, context, { stage, layout, partitions, measured, consumed: {} });
  outcome.partitions += swapped.changed.length;
  outcome.rows += swapped.rows;
  outcome.warnings.push(...partitions.flatMap((day) => measured.get(day)?.warnings ?? []).slice(0, 20));
  return blocked;
}
