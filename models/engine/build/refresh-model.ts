import type { AnalysedModel } from '../analyse/analysed.ts';
import { consumedVersion } from '../state/model-state.ts';
import { buildWhole } from './build-whole.ts';
import { lagsBehind, saveConsumed, takenIn } from './consumed.ts';
import type { BuildContext, BuildOutcome } from './context.ts';
import { shiftDay } from './days.ts';
import { refreshDictionary, removeDictionary } from './dictionary.ts';
import type { Layout } from './layout.ts';
import { refreshKeys } from './refresh-keys.ts';
import { type PartitionProgress, refreshPartitions } from './refresh-partitions.ts';
import { definitionOf, replaceServing } from './replace-serving.ts';
import { createViewBeside, ensureExternal } from './served.ts';
import { type KeyProgress, startProgress } from './touched-keys.ts';
import { emptyWorkTables, makeWorkTables } from './work-tables.ts';

/** What the builder remembers of a model between ticks; may be thrown away at any time. */
export type ModelProgress = {
  keys?: KeyProgress;
  partitions?: PartitionProgress;
  /** Fingerprint that the work tables were made for, and the layout of the model's table. */
  workTables?: { fingerprint: string; layout: Layout };
  /** Emptying the work tables after the last refresh, which nobody needs to wait for but the next one. */
  cleaning?: Promise<void>;
  /** A model above others is not refreshed again before. */
  restsUntil?: number;
  /** A model is not built whole again before. */
  notBefore?: number;
  /** Days to be computed again whether or not anything changed. */
  restated?: ReadonlySet<string>;
  /** It has to be built whole as soon as it may. */
  wholeWanted?: boolean;
};

/** Whole builds take this share of the time at most, however often their upstreams change. */
const wholeShare = 1 / 20;
const longestPauseMs = 60_000;
/** Under load, models above others take a third of the time at most, so that those that take in events come first. */
const restShare = 2;
const longestRestMs = 5_000;

/** Brings one model up to date; undefined when there was nothing to do. */
export async function refreshModel(
  model: AnalysedModel,
  context: BuildContext,
  progress: ModelProgress,
): Promise<BuildOutcome | undefined> {
  const { store } = context;
  await progress.cleaning;
  await noteText(model, context);
  const was = store.of(model.name).kind;
  if (was === 'dictionary' && model.kind !== was) await removeDictionary(model.name, context);
  if (model.kind === 'dictionary') return refreshDictionary(model, context);
  if (model.kind === 'view' || model.kind === 'external') return refreshServed(model, context);
  if (store.of(model.name).fingerprint !== model.fingerprint) return wholly(model, context, progress);
  if (model.kind === 'seed') return undefined;
  if (model.kind === 'table') {
    return (await tableIsStale(model, context)) ? wholly(model, context, progress) : undefined;
  }
  if (progress.wholeWanted) return wholly(model, context, progress);
  if (progress.workTables?.fingerprint !== model.fingerprint) {
    const layout = await makeWorkTables(model, context);
    progress.workTables = { fingerprint: model.fingerprint, layout };
  }
  const { layout } = progress.workTables;
  progress.keys ??= startProgress(model, context);
  const outcome =
    model.ods.length > 0
      ? await refreshKeys(model, context, progress.keys, layout, progress.restated)
      : await restingAfterwards(model, context, progress, layout);
  if (outcome === 'everything') return wholly(model, context, progress);
  if (outcome) {
    progress.cleaning = emptyWorkTables(model, context);
    // Whether it succeeded is seen by the next refresh.
    progress.cleaning.catch(() => undefined);
  }
  return outcome;
}

/** What serves is known by its text too: one that says the same in other words is remembered from now on. */
async function noteText(model: AnalysedModel, { store, definitions }: BuildContext): Promise<void> {
  if (store.of(model.name).fingerprint !== model.fingerprint) return;
  if (definitions.of(model.name).served?.text === model.text) return;
  await definitions.save(model.name, 'served', definitionOf(model));
}

async function restingAfterwards(
  model: AnalysedModel,
  context: BuildContext,
  progress: ModelProgress,
  layout: Layout,
): Promise<BuildOutcome | 'everything' | undefined> {
  if (!context.flush && performance.now() < (progress.restsUntil ?? 0)) return undefined;
  progress.partitions ??= { waitingSince: undefined };
  const started = performance.now();
  const { partitions, restated } = progress;
  const outcome = await refreshPartitions(model, context, partitions, layout, restated);
  const ended = performance.now();
  if (outcome) progress.restsUntil = ended + Math.min(longestRestMs, (ended - started) * restShare);
  return outcome;
}

/** Builds a model whole, unless it was built so a moment ago; afterwards what was pending is in it. */
async function wholly(
  model: AnalysedModel,
  context: BuildContext,
  progress: ModelProgress,
): Promise<BuildOutcome | undefined> {
  const edited = context.store.of(model.name).fingerprint !== model.fingerprint;
  if (!edited && !context.flush && context.now < (progress.notBefore ?? 0)) {
    progress.wholeWanted = model.kind === 'incremental';
    return undefined;
  }
  const started = performance.now();
  const outcome = await buildWhole(model, context);
  const pause = Math.min(longestPauseMs, (performance.now() - started) / wholeShare);
  for (const key of ['keys', 'partitions', 'workTables', 'cleaning', 'wholeWanted'] as const)
    delete progress[key];
  progress.notBefore = context.now + pause;
  return outcome;
}

/** Whether anything a table reads has changed; days outside its windows are none of its business. */
async function tableIsStale(model: AnalysedModel, context: BuildContext): Promise<boolean> {
  const { store, project, asOf } = context;
  const state = store.of(model.name);
  if (model.usesAsOf && state.asOf !== asOf) return true;
  if (!lagsBehind(model, context)) return false;
  const touched = [...model.inputs].some(([name, read]) => {
    const upstream = store.of(name);
    const consumed = consumedVersion(state, name);
    if (read.mode !== 'window' || project.models.get(name)!.kind !== 'incremental') {
      return upstream.version !== consumed;
    }
    const [first, last] = [shiftDay(asOf, read.from), shiftDay(asOf, read.to)];
    return [...upstream.partitions].some(
      ([day, { version }]) => day >= first && day <= last && version > consumed,
    );
  });
  if (touched || odsMoved(model, context)) return true;
  await saveConsumed(model, context, takenIn(model, context));
  return false;
}

function odsMoved(model: AnalysedModel, { store, watch }: BuildContext): boolean {
  const { offsets } = store.of(model.name);
  return model.ods.some(({ table }) =>
    [...(watch.heads.get(table)?.offsets ?? [])].some(
      ([partition, next]) => offsets.get(table)?.get(partition) !== next,
    ),
  );
}

/** Views and external tables are not built; their version moves with what they show. */
async function refreshServed(model: AnalysedModel, context: BuildContext): Promise<BuildOutcome | undefined> {
  const { store, watch } = context;
  const state = store.of(model.name);
  const edited = state.fingerprint !== model.fingerprint;
  if (edited && model.kind === 'external') await ensureExternal(model, context);
  const stamp = model.kind === 'view' ? '0' : (watch.stamps.get(model.name) ?? '0');
  const moved = lagsBehind(model, context) || stamp !== (state.partitions.get('')?.hash ?? '');
  if (!edited && !moved) return undefined;
  const taken = takenIn(model, context);
  if (edited && model.kind === 'view') {
    const measured = new Map([['', { rows: 0, hash: stamp }]]);
    await replaceServing(model, context, { fresh: await createViewBeside(model, context), measured, taken });
  } else {
    const version = state.version + 1;
    await store.savePartitions(model.name, new Map([['', { version, rows: 0, hash: stamp, consumed: {} }]]));
    await saveConsumed(model, context, taken);
    if (edited) await store.saveVersion(model.name, model.kind, model.fingerprint, context.asOf);
  }
  return {
    ...{ action: edited ? 'build' : 'refresh', partitions: 0, rows: 0, warnings: [] },
    error: undefined,
  };
}
