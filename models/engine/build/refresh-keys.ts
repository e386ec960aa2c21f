import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { partitionsAtOnce } from './build-whole.ts';
import { computation, partitionList, tupleOf, workTables } from './compute.ts';
import { saveConsumed } from './consumed.ts';
import { type BuildContext, type BuildOutcome, bindings, computeSettings } from './context.ts';
import { type Key, keyAsText, placesOfWork, writePlaces, writeWork } from './key-map.ts';
import { checkError, type Measured, measure } from './measure.ts';
import { columnNames, partitionText } from './physical.ts';
import { swapPartitions, wholeIsLess } from './swap.ts';
import { entitiesOfWork } from './touched-entities.ts';
import { gatherMs, isCurrent, type KeyProgress, scanKeys } from './touched-keys.ts';

/** Beyond this many keys at once a whole build is cheaper. */
const mostKeys = 200_000;

/**
 * Refreshes a model over ODS: computes the touched keys only and swaps the partitions that they are, were or will be
 * in. A new partition is the old one without those keys, plus the result. Keys of older days are gathered.
 */
export async function refreshKeys(
  model: AnalysedModel,
  context: BuildContext,
  progress: KeyProgress,
): Promise<BuildOutcome | 'everything' | undefined> {
  if ((await scanKeys(model, context, progress)) === 'everything') return 'everything';
  if (progress.pending.size > mostKeys) return 'everything';
  const due = dueKeys(context, progress);
  if (due.length === 0) {
    if (progress.pending.size === 0) await finish(model, context, progress);
    return undefined;
  }
  await writeWork(model, context, due);
  const places = await placesOfWork(model, context);
  const ready =
    context.flush || progress.flushing
      ? due
      : due.filter((key) => !putOff(key, places.get(key), model, context, progress));
  const outcome: BuildOutcome = { action: 'refresh', partitions: 0, rows: 0, warnings: [], error: undefined };
  if (ready.length > 0) {
    if (ready.length < due.length) await writeWork(model, context, ready);
    const after = await computeWork(model, context);
    if (wholeIsLess(model, context, placesOf(ready, places, after))) return 'everything';
    await refreshWork(model, context, progress, new Set(ready), places, after, outcome);
  }
  if (progress.pending.size === 0) await finish(model, context, progress);
  return outcome;
}

/** Keys never looked at, and all once the oldest has been waiting long enough. */
function dueKeys(context: BuildContext, progress: KeyProgress): Key[] {
  const waiting = [...progress.pending];
  progress.flushing = waiting.some(([, { late, since }]) => late && context.now - since >= gatherMs);
  const all = context.flush || progress.flushing;
  return waiting.filter(([, { late }]) => all || !late).map(([key]) => key);
}

function putOff(
  key: Key,
  partitions: ReadonlySet<string> | undefined,
  model: AnalysedModel,
  context: BuildContext,
  progress: KeyProgress,
): boolean {
  if ([...(partitions ?? [])].every((partition) => isCurrent(model, partition, context))) return false;
  progress.pending.get(key)!.late = true;
  return true;
}

async function refreshWork(
  model: AnalysedModel,
  context: BuildContext,
  progress: KeyProgress,
  keys: Set<Key>,
  before: ReadonlyMap<Key, ReadonlySet<string>>,
  after: ReadonlyMap<Key, ReadonlySet<string>>,
  outcome: BuildOutcome,
): Promise<void> {
  await context.onStep('computed', model.name);
  const entered = [...after].flatMap(([key, partitions]) =>
    [...partitions]
      .filter((partition) => !before.get(key)?.has(partition))
      .map((partition) => [key, partition] as const),
  );
  await writePlaces(model, context, entered, true);
  await context.onStep('keys written', model.name);
  const early = !context.flush && !progress.flushing;
  const late = early ? [...keys].filter((key) => putOff(key, after.get(key), model, context, progress)) : [];
  for (const key of late) keys.delete(key);
  if (late.length > 0) await writeWork(model, context, [...keys]);
  const blocked = await place(model, context, keys, before, after, outcome);
  for (const key of blocked) {
    Object.assign(progress.pending.get(key)!, { late: true, since: context.now });
    keys.delete(key);
  }
  const left = [...keys].flatMap((key) =>
    [...(before.get(key) ?? [])]
      .filter((partition) => !after.get(key)?.has(partition))
      .map((partition) => [key, partition] as const),
  );
  await writePlaces(model, context, left, false);
  for (const key of keys) progress.pending.delete(key);
}

/** Every partition that any of the keys is in, or will be. */
function placesOf(
  keys: Iterable<Key>,
  ...places: readonly ReadonlyMap<Key, ReadonlySet<string>>[]
): Set<string> {
  const all = new Set<string>();
  for (const key of keys) {
    for (const map of places) for (const partition of map.get(key) ?? []) all.add(partition);
  }
  return all;
}

/** Computes the keys of the work table into the result table; says where each belongs. */
async function computeWork(model: AnalysedModel, context: BuildContext): Promise<Map<Key, Set<string>>> {
  const { warehouse } = context;
  const { result, work } = workTables(model.name);
  const per = tupleOf(model.per);
  await warehouse.command(`TRUNCATE TABLE ${identifier(result)} SYNC`);
  const restricted = computation(model, context, { ods: entitiesOfWork(model, context) });
  await warehouse.command(
    `INSERT INTO ${identifier(result)} (${columnNames(model)}) ${restricted}
     WHERE ${per} IN (SELECT ${per.slice(1, -1)} FROM ${identifier(work)})`,
    bindings(context),
    { settings: computeSettings },
  );
  const rows = await warehouse.rows<{ key: Key; partitions: string[] }>(
    `SELECT ${keyAsText(model)} AS key, groupUniqArray(${partitionText(model)}) AS partitions
     FROM ${identifier(result)} GROUP BY key`,
  );
  return new Map(rows.map(({ key, partitions }) => [key, new Set(partitions)]));
}

/**
 * Swaps every partition that the keys leave, stay in or enter; first those that are left, without anything that enters
 * from elsewhere, so that a moving entity is absent for a moment and never there twice. Returns keys that a check holds
 * back.
 */
async function place(
  model: AnalysedModel,
  context: BuildContext,
  keys: ReadonlySet<Key>,
  before: ReadonlyMap<Key, ReadonlySet<string>>,
  after: ReadonlyMap<Key, ReadonlySet<string>>,
  outcome: BuildOutcome,
): Promise<Set<Key>> {
  const moving: Key[] = [];
  const leaving = new Set<string>();
  const all = placesOf(keys, before, after);
  for (const key of keys) {
    const [from, to] = [before.get(key) ?? new Set<string>(), after.get(key) ?? new Set<string>()];
    const left = [...from].filter((partition) => !to.has(partition));
    if (left.length > 0) moving.push(key);
    for (const partition of left) leaving.add(partition);
  }
  const blocked = new Set<Key>();
  const holding = (partition: string) =>
    [...keys].filter((key) => before.get(key)?.has(partition) || after.get(key)?.has(partition));
  const swap = async (partitions: readonly string[], without: readonly Key[]) => {
    for (let done = 0; done < partitions.length; done += partitionsAtOnce) {
      const batch = partitions.slice(done, done + partitionsAtOnce);
      for (const partition of await swapBatch(model, context, batch, without, outcome)) {
        for (const key of holding(partition)) blocked.add(key);
      }
    }
  };
  const entering = new Set(moving.flatMap((key) => [...(after.get(key) ?? [])]));
  if (leaving.size > 0) await swap([...leaving].sort(), moving);
  await swap([...all].filter((partition) => !leaving.has(partition) || entering.has(partition)).sort(), []);
  return blocked;
}

/** Builds and swaps at most a hundred partitions; returns those that a check blocks. */
async function swapBatch(
  model: AnalysedModel,
  context: BuildContext,
  partitions: readonly string[],
  without: readonly Key[],
  outcome: BuildOutcome,
): Promise<string[]> {
  const { warehouse } = context;
  const { stage, result, work } = workTables(model.name);
  const [per, columns] = [tupleOf(model.per), columnNames(model)];
  const inBatch = `${identifier(model.by!)} IN (${partitionList(partitions)})`;
  const absent = without.map(
    (key) => `(${(JSON.parse(key) as string[]).map((text) => partitionList([text])).join(', ')})`,
  );
  const entering = absent.length === 0 ? '1' : `${per} NOT IN (${absent.join(', ')})`;
  await warehouse.command(`TRUNCATE TABLE ${identifier(stage)} SYNC`);
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
  const good = partitions.filter((partition) => !failed.has(partition));
  const swapped = await swapPartitions(model, context, { stage, partitions: good, measured, consumed: {} });
  outcome.partitions += swapped.changed.length;
  outcome.rows += swapped.rows;
  outcome.warnings.push(...warningsOf(measured, good));
  return [...failed.keys()];
}

function warningsOf(measured: ReadonlyMap<string, Measured>, partitions: readonly string[]): string[] {
  return partitions.flatMap((partition) => measured.get(partition)?.warnings ?? []).slice(0, 20);
}

async function finish(model: AnalysedModel, context: BuildContext, progress: KeyProgress): Promise<void> {
  await saveConsumed(model, context, {
    offsets: progress.offsets,
    versions: Object.fromEntries(progress.versions),
    eventTime: progress.eventTime,
  });
  await context.onStep('offsets written', model.name);
}
