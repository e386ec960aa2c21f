import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { computation, partitionList, workTables } from './compute.ts';
import { lagsBehind, saveConsumed, takenIn } from './consumed.ts';
import { type BuildContext, type BuildOutcome, bindings, computeSettings } from './context.ts';
import { shiftDay } from './days.ts';
import { partitionsAtOnce } from './fill-partitions.ts';
import { bucketOf, bucketsOf, inBuckets, isShared, type Layout } from './layout.ts';
import { checkError, measure } from './measure.ts';
import { columnNames } from './physical.ts';
import { stalePartitions } from './stale-partitions.ts';
import { swapPartitions, wholeIsLess } from './swap.ts';
import { gatherMs, isCurrent } from './touched-keys.ts';

/** Older partitions that wait, and since when. */
export type PartitionProgress = {
  waitingSince: number | undefined;
  /** Days that a check held back, why, and when they are tried again. */
  held?: { days: ReadonlySet<string>; error: Error; until: number } | undefined;
};

/**
 * Refreshes a model above ODS, by way of a stage that is empty: rebuilds exactly the partitions whose upstream partitions, keys or windows have versions
 * that they have not taken in. Older days are gathered.
 */
export async function refreshPartitions(
  model: AnalysedModel,
  context: BuildContext,
  progress: PartitionProgress,
  layout: Layout,
  restated: ReadonlySet<string> = new Set(),
): Promise<BuildOutcome | 'everything' | undefined> {
  if (
    restated.size === 0 &&
    !lagsBehind(model, context) &&
    !(model.usesAsOf && context.store.of(model.name).asOf !== context.asOf)
  ) {
    return undefined;
  }
  const taken = takenIn(model, context);
  const stale = await stalePartitions(model, context);
  if (stale !== 'everything') for (const day of restated) stale.add(day);
  if (stale === 'everything' || wholeIsLess(model, context, layout, stale)) return 'everything';
  const older = [...stale].filter((partition) => !isCurrent(model, partition, context));
  if (older.length > 0) progress.waitingSince ??= context.now;
  const flush = context.flush || context.now - (progress.waitingSince ?? context.now) >= gatherMs;
  const resting = context.flush || context.now >= (progress.held?.until ?? 0) ? undefined : progress.held;
  const due = [...stale]
    .filter((day) => (flush || isCurrent(model, day, context)) && !resting?.days.has(day))
    .sort();
  const outcome: BuildOutcome = {
    action: 'refresh',
    partitions: 0,
    rows: 0,
    warnings: [],
    error: resting?.error,
  };
  const held = new Set(resting?.days);
  for (let done = 0; done < due.length; done += partitionsAtOnce) {
    const days = due.slice(done, done + partitionsAtOnce);
    const { stage } = workTables(model.name);
    if (done > 0) await context.warehouse.command(`TRUNCATE TABLE ${identifier(stage)} SYNC`);
    await refreshBatch({ model, context, layout, days, consumed: taken.versions, held }, outcome);
  }
  progress.held =
    held.size > 0 && outcome.error
      ? { days: held, error: outcome.error, until: resting?.until ?? context.now + gatherMs }
      : undefined;
  if (flush) progress.waitingSince = outcome.error ? context.now : undefined;
  if ((flush || older.length === 0) && !outcome.error) {
    await saveConsumed(model, context, taken);
    await context.onStep('offsets written', model.name);
  }
  return due.length > 0 ? outcome : undefined;
}

type BatchOfDays = {
  model: AnalysedModel;
  context: BuildContext;
  layout: Layout;
  days: readonly string[];
  consumed: Readonly<Record<string, number>>;
  /** Takes up the days that a check holds back. */
  held: Set<string>;
};

/** Computes these days, takes along those that share their physical partitions, and swaps what passed its checks. */
async function refreshBatch(
  { model, context, layout, days, consumed, held }: BatchOfDays,
  outcome: BuildOutcome,
): Promise<void> {
  const { warehouse } = context;
  const { stage } = workTables(model.name);
  const columns = columnNames(model);
  const computed = `${identifier(model.by!)} IN (${partitionList(days)})`;
  const shared = [...bucketsOf(layout, days)].filter((bucket) => isShared(layout, bucket));
  await warehouse.command(
    `INSERT INTO ${identifier(stage)} (${columns})
     ${computation(model, context, { upstreams: upstreamPartitions(model, context, days) })} WHERE ${computed}`,
    bindings(context),
    { settings: computeSettings },
  );
  if (shared.length > 0) {
    await warehouse.command(
      `INSERT INTO ${identifier(stage)} (${columns}) SELECT ${columns} FROM ${identifier(model.name)}
       WHERE ${inBuckets(model, layout, shared)} AND NOT (${computed})`,
    );
  }
  await context.onStep('computed', model.name);
  const measured = await measure(context, model, stage, new Set(days));
  const failed = new Map(
    [...measured].filter(([, { failed }]) => failed.length > 0).map(([p, m]) => [p, m.failed]),
  );
  if (failed.size > 0) outcome.error ??= checkError(model, failed);
  for (const day of failed.keys()) held.add(day);
  const blocked = bucketsOf(layout, failed.keys());
  const partitions = days.filter((day) => !blocked.has(bucketOf(layout, day)));
  const swapped = await swapPartitions(model, context, { stage, layout, partitions, measured, consumed });
  outcome.partitions += swapped.changed.length;
  outcome.rows += swapped.rows;
  outcome.warnings.push(...partitions.flatMap((day) => measured.get(day)?.warnings ?? []).slice(0, 20));
  // Good days that share a physical partition with a bad one are computed again, beside its old rows.
  const again = days.filter((day) => blocked.has(bucketOf(layout, day)) && !failed.has(day));
  if (again.length === 0) return;
  await warehouse.command(`TRUNCATE TABLE ${identifier(stage)} SYNC`);
  await refreshBatch({ model, context, layout, days: again, consumed, held }, outcome);
}

/** Upstreams limited to the partitions that these depend on. */
function upstreamPartitions(
  model: AnalysedModel,
  context: BuildContext,
  partitions: readonly string[],
): Map<string, string> {
  const conditions = new Map<string, string>();
  for (const [name, read] of model.inputs) {
    const upstream = context.project.models.get(name)!;
    if (upstream.kind !== 'incremental' || (read.mode !== 'same' && read.mode !== 'window')) continue;
    const [from, to] = read.mode === 'same' ? [0, 0] : [read.from, read.to];
    const needed = new Set<string>();
    for (const partition of partitions) {
      for (let days = from; days <= to; days++)
        needed.add(days === 0 ? partition : shiftDay(partition, days));
    }
    conditions.set(name, `${identifier(upstream.by!)} IN (${partitionList(needed)})`);
  }
  return conditions;
}
