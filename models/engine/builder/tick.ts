import { EntrepotError, messageOf } from '#errors';
import type { AnalysedModel } from '../analyse/analysed.ts';
import type { BuildContext, BuildOutcome } from '../build/context.ts';
import { type ModelProgress, refreshModel } from '../build/refresh-model.ts';
import type { RunRecord } from '../state/state-store.ts';

/** What a model did in a tick. */
export type ModelRun = RunRecord & { outcome: BuildOutcome | undefined; thrown: unknown };

/** Models that failed wait before they are tried again: a second, then twice as long each time. */
export type Failure = { count: number; retryAt: number; message: string };

const modelsAtOnce = 2;

/**
 * Brings every model up to date, each after those it reads, two at a time. A model that fails keeps serving what it
 * has, and so do those above it; only an unreachable warehouse or a lost lease ends the tick.
 */
export async function tick(
  context: BuildContext,
  progress: Map<string, ModelProgress>,
  failures: Map<string, Failure>,
): Promise<ModelRun[]> {
  const runs: ModelRun[] = [];
  const done = new Map<string, Promise<void>>();
  const slots = semaphore(modelsAtOnce);
  for (const model of context.project.models.values()) {
    const checked = [...model.checks, ...model.warn].flatMap((check) =>
      check.kind === 'relationship' ? [check.model] : [],
    );
    const upstreams = [...model.inputs.keys(), ...model.views, ...checked].map((name) => done.get(name));
    done.set(
      model.name,
      Promise.all(upstreams).then(() =>
        slots(async () => {
          const run = await attempt(model, context, progress, failures);
          if (run) runs.push(run);
        }),
      ),
    );
  }
  const results = await Promise.allSettled(done.values());
  const fatal = results.find((result) => result.status === 'rejected');
  if (fatal) throw fatal.reason;
  return runs;
}

async function attempt(
  model: AnalysedModel,
  context: BuildContext,
  progress: Map<string, ModelProgress>,
  failures: Map<string, Failure>,
): Promise<ModelRun | undefined> {
  const unbuilt = [...model.inputs.keys()].some((name) => context.store.of(name).fingerprint === '');
  if (unbuilt) return undefined;
  const failure = failures.get(model.name);
  if (failure && context.now < failure.retryAt && !context.flush) return undefined;
  const known = progress.get(model.name) ?? {};
  progress.set(model.name, known);
  const started = performance.now();
  const record = (outcome: BuildOutcome | undefined, thrown: unknown): ModelRun => ({
    model: model.name,
    action: outcome?.action ?? 'refresh',
    startedAt: context.now,
    durationMs: performance.now() - started,
    partitions: outcome?.partitions ?? 0,
    rows: outcome?.rows ?? 0,
    error: thrown ? messageOf(thrown) : '',
    warnings: outcome?.warnings ?? [],
    outcome,
    thrown,
  });
  try {
    const outcome = await refreshModel(model, context, known);
    // At once, not after the tick: readers of this model need not wait for a slower one.
    if (outcome) await context.store.saveWatermarks([model.name], context.now);
    if (outcome && !outcome.error) failures.delete(model.name);
    return outcome && record(outcome, outcome.error);
  } catch (error) {
    // What is half done is done again from what is recorded.
    progress.delete(model.name);
    if (isFatal(error)) throw error;
    const count = (failure?.count ?? 0) + 1;
    const message = messageOf(error);
    failures.set(model.name, { count, message, retryAt: context.now + Math.min(60_000, 500 * 2 ** count) });
    const isNews = failure?.message !== message;
    context.log[isNews ? 'error' : 'debug']({ model: model.name, err: error }, 'a model could not be built');
    return isNews ? record(undefined, error) : undefined;
  }
}

function isFatal(error: unknown): boolean {
  return !(error instanceof EntrepotError) || ['WAREHOUSE_UNREACHABLE', 'FENCED'].includes(error.code);
}

function semaphore(limit: number): (run: () => Promise<void>) => Promise<void> {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
