import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { partitionList, tupleOf, workTables } from './compute.ts';
import { type BuildContext, type BuildOutcome, computeSettings } from './context.ts';
import { partitionsAtOnce } from './fill-partitions.ts';
import { type Key, writeWork } from './key-map.ts';
import { bucketOf, bucketsOf, inBuckets, type Layout } from './layout.ts';
import { checkError, type Measured, measure } from './measure.ts';
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

/** Keys that a check holds back, and the places noted for them that they did not get into. */
export type Blocked = { keys: Set<Key>; notEntered: (readonly [Key, string])[] };

/** What one placing has come to: keys still to be placed, those held back, what is swapped, whether the stage is empty. */
type Placing = KeyRefresh & {
  good: Set<Key>;
  blocked: Blocked;
  swapped: Set<string>;
  before: Places;
  after: Places;
  isStageEmpty: boolean;
};

/**
 * Swaps every physical partition that the keys leave, stay in or enter; first those that are left, without anything that
 * enters from elsewhere, so that a moving entity is absent for a moment and never there twice. Returns keys that a check
 * holds back: their old rows go on serving, wherever those are, and all others are placed.
 */
export async function place(
  refresh: KeyRefresh,
  keys: ReadonlySet<Key>,
  before: Places,
  after: Places,
): Promise<Blocked> {
  const placing: Placing = {
    ...{ ...refresh, good: new Set(keys), blocked: { keys: new Set(), notEntered: [] } },
    ...{ swapped: new Set(), before, after, isStageEmpty: true },
  };
  const { model } = refresh;
  // Who cannot enter must not leave, and that has to be known before anything is swapped.
  if (movesOf(placing).moving.length > 0 && model.checks.length > 0) {
    await inBatches(movesOf(placing).all, (batch) => judge(placing, batch, []));
  }
  const { moving, leaving } = movesOf(placing);
  await inBatches(leaving, (batch) => swapBatch(placing, batch, moving));
  const { all, entering } = movesOf(placing);
  const left = new Set(leaving);
  await inBatches(
    all.filter((bucket) => !left.has(bucket) || entering.has(bucket)),
    (batch) => swapBatch(placing, batch, []),
  );
  return placing.blocked;
}

/** Physical partitions that the keys touch, and which of them are left and entered by keys that move. */
function movesOf({ good, before, after, layout }: Placing) {
  const moving: Key[] = [];
  const leaving = new Set<string>();
  for (const key of good) {
    const to = bucketsOf(layout, after.get(key) ?? []);
    const left = [...bucketsOf(layout, before.get(key) ?? [])].filter((bucket) => !to.has(bucket));
    if (left.length > 0) moving.push(key);
    for (const bucket of left) leaving.add(bucket);
  }
  return {
    moving,
    leaving: [...leaving].sort(),
    entering: bucketsOf(layout, placesOf(moving, after)),
    all: [...bucketsOf(layout, placesOf(good, before, after))].sort(),
  };
}

async function inBatches(
  buckets: readonly string[],
  run: (batch: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let done = 0; done < buckets.length; done += partitionsAtOnce) {
    await run(buckets.slice(done, done + partitionsAtOnce));
  }
}

/**
 * Stages and measures physical partitions until nothing in them fails: keys of a day that does are held back, and the
 * rest is staged again without them.
 */
async function judge(
  placing: Placing,
  batch: readonly string[],
  without: readonly Key[],
): Promise<{ buckets: readonly string[]; measured: Map<string, Measured> }> {
  const { model, context, layout, before, after, good, outcome } = placing;
  for (;;) {
    const touched = bucketsOf(layout, placesOf(good, before, after));
    const buckets = batch.filter((bucket) => touched.has(bucket));
    if (buckets.length === 0) return { buckets, measured: new Map() };
    await stageBuckets(placing, buckets, without);
    const { stage } = workTables(model.name);
    const measured = await measure(context, model, stage, placesOf(good, before, after));
    const failed = new Map(
      [...measured].filter(([, { failed }]) => failed.length > 0).map(([day, m]) => [day, m.failed]),
    );
    const held = [...good].filter((key) =>
      [...placesOf([key], before, after)].some((day) => failed.has(day)),
    );
    if (held.length === 0) return { buckets, measured };
    outcome.error ??= checkError(model, failed);
    for (const key of held) holdBack(placing, key);
    await writeWork(model, context, [...good]);
  }
}

function holdBack({ good, blocked, swapped, before, after, layout }: Placing, key: Key): void {
  good.delete(key);
  blocked.keys.add(key);
  for (const day of after.get(key) ?? []) {
    const isThere = before.get(key)?.has(day) || swapped.has(bucketOf(layout, day));
    if (!isThere) blocked.notEntered.push([key, day]);
  }
}

/** Fills the stage with physical partitions as they will be: what they have, without the keys, plus the keys' result. */
async function stageBuckets(
  placing: Placing,
  buckets: readonly string[],
  without: readonly Key[],
): Promise<void> {
  const { model, context, layout } = placing;
  const { warehouse } = context;
  const { stage, result, work } = workTables(model.name);
  if (!placing.isStageEmpty) await warehouse.command(`TRUNCATE TABLE ${identifier(stage)} SYNC`);
  placing.isStageEmpty = false;
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
}

/** Swaps what passes of at most a hundred physical partitions. */
async function swapBatch(placing: Placing, batch: readonly string[], without: readonly Key[]): Promise<void> {
  const { model, context, layout, outcome } = placing;
  const { buckets, measured } = await judge(placing, batch, without);
  if (buckets.length === 0) return;
  const { stage } = workTables(model.name);
  const isSwapped = new Set(buckets);
  const known = new Set([...measured.keys(), ...context.store.of(model.name).partitions.keys()]);
  const partitions = [...known].filter((day) => isSwapped.has(bucketOf(layout, day)));
  const swapped = await swapPartitions(model, context, { stage, layout, partitions, measured, consumed: {} });
  for (const bucket of buckets) placing.swapped.add(bucket);
  outcome.partitions += swapped.changed.length;
  outcome.rows += swapped.rows;
  outcome.warnings.push(...partitions.flatMap((day) => measured.get(day)?.warnings ?? []).slice(0, 20));
}
