import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { computation, tupleOf, workTables } from './compute.ts';
import { saveConsumed } from './consumed.ts';
import { type BuildContext, type BuildOutcome, bindings, computeSettings } from './context.ts';
import {
  fillWork,
  type Key,
  keyAsText,
  keysOfDays,
  placesOfWork,
  writePlaces,
  writeWork,
} from './key-map.ts';
import type { Layout } from './layout.ts';
import { columnNames, partitionText } from './physical.ts';
import { type KeyRefresh, type Places, place, placesOf } from './place-keys.ts';
import { wholeIsLess } from './swap.ts';
import { entitiesOfWork } from './touched-entities.ts';
import { gatherMs, isCurrent, type KeyProgress, mostKeys, scanKeys, takeKeys } from './touched-keys.ts';

/** Up to this many, a second thread costs more than it helps. */
const fewKeys = 10_000;

/**
 * Refreshes a model over ODS, into work tables that are empty: computes the touched keys only and swaps the partitions that they are, were or will be
 * in. A new partition is the old one without those keys, plus the result. Keys of older days are gathered.
 */
export async function refreshKeys(
  model: AnalysedModel,
  context: BuildContext,
  progress: KeyProgress,
  layout: Layout,
  restated: ReadonlySet<string> = new Set(),
): Promise<BuildOutcome | 'everything' | undefined> {
  if ((await scanKeys(model, context, progress)) === 'everything') return 'everything';
  if (restated.size > 0 && !(await takeKeys(context, progress, keysOfDays(model, restated)))) {
    return 'everything';
  }
  if (progress.pending.size > mostKeys) return 'everything';
  const due = dueKeys(context, progress);
  if (due.length === 0) {
    if (progress.pending.size === 0) await finish(model, context, progress);
    return undefined;
  }
  await fillWork(model, context, due);
  const places = await placesOfWork(model, context);
  const ready =
    context.flush || progress.flushing
      ? due
      : due.filter((key) => !putOff(key, places.get(key), model, context, progress));
  const outcome: BuildOutcome = { action: 'refresh', partitions: 0, rows: 0, warnings: [], error: undefined };
  if (ready.length > 0) {
    if (ready.length < due.length) await writeWork(model, context, ready);
    const after = await computeWork(model, context, ready.length);
    if (wholeIsLess(model, context, layout, placesOf(ready, places, after))) return 'everything';
    await refreshWork({ model, context, layout, outcome }, progress, new Set(ready), places, after);
    outcome.error ??= [...progress.pending.values()].find(({ held }) => held)?.held;
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
  refresh: KeyRefresh,
  progress: KeyProgress,
  keys: Set<Key>,
  before: Places,
  after: Places,
): Promise<void> {
  const { model, context } = refresh;
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
  const blocked = await place(refresh, keys, before, after);
  for (const key of blocked.keys) {
    Object.assign(progress.pending.get(key)!, {
      late: true,
      since: context.now,
      held: refresh.outcome.error,
    });
    keys.delete(key);
  }
  const left = [...keys].flatMap((key) =>
    [...(before.get(key) ?? [])]
      .filter((partition) => !after.get(key)?.has(partition))
      .map((partition) => [key, partition] as const),
  );
  await writePlaces(model, context, [...left, ...blocked.notEntered], false);
  for (const key of keys) progress.pending.delete(key);
}

/** Computes the keys of the work table into the result table; says where each belongs. */
async function computeWork(model: AnalysedModel, context: BuildContext, count: number): Promise<Places> {
  const { warehouse } = context;
  const { result, work } = workTables(model.name);
  const per = tupleOf(model.per);
  const restricted = computation(model, context, { ods: entitiesOfWork(model, context) });
  await warehouse.command(
    `INSERT INTO ${identifier(result)} (${columnNames(model)}) ${restricted}
     WHERE ${per} IN (SELECT ${per.slice(1, -1)} FROM ${identifier(work)})`,
    bindings(context),
    { settings: { ...computeSettings, ...(count < fewKeys ? { max_threads: 1 } : {}) } },
  );
  const rows = await warehouse.rows<{ key: Key; partitions: string[] }>(
    `SELECT ${keyAsText(model)} AS key, groupUniqArray(${partitionText(model)}) AS partitions
     FROM ${identifier(result)} GROUP BY key`,
  );
  return new Map(rows.map(({ key, partitions }) => [key, new Set(partitions)]));
}

async function finish(model: AnalysedModel, context: BuildContext, progress: KeyProgress): Promise<void> {
  await saveConsumed(model, context, {
    offsets: progress.offsets,
    versions: Object.fromEntries(progress.versions),
    eventTime: progress.eventTime,
  });
  await context.onStep('offsets written', model.name);
}
