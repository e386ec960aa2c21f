import { EntrepotError, messageOf } from '#errors';
import type { AnalysedModel } from '../analyse/analysed.ts';
import type { BuildContext, BuildOutcome } from '../build/context.ts';
import { type ModelProgress, refreshModel } from '../build/refresh-model.ts';
import type { RunRecord } from '../state/state-store.ts';

/** What a model did in a tick. */
export type ModelRun = RunRecord & { outcome: BuildOutcome | undefined; thrown: unknown };

/** Models that failed wait before they are tried again: a second, then twice as long each time. */
export type Failure = { count: number; retryAt: number; message: string };

/** Of those that take in events, and of those above them. */
const modelsAtOnce = 2;

/**
 * Brings models up to date, round after round: each model after those it reads, two at a time. Rounds may overlap: a
 * model that is still at work is left out of the next round, and those above it wait for it, so that a slow model delays
 * nobody but those who need it. A model that fails keeps serving what it has, and so do those above it; only an
 * unreachable warehouse or a lost lease ends a round.
 */
export class Rounds {
  readonly #atWork = new Map<string, Promise<void>>();
  readonly #below = semaphore(modelsAtOnce);
  readonly #above = semaphore(modelsAtOnce);

  /** Starts what is not at work; resolves with what these models did, when they are done. */
  async begin(
    context: BuildContext,
    progress: Map<string, ModelProgress>,
    failures: Map<string, Failure>,
  ): Promise<ModelRun[]> {
    const runs: ModelRun[] = [];
    const begun: Promise<void>[] = [];
    for (const model of context.project.models.values()) {
      if (this.#atWork.has(model.name)) continue;
      const upstreams = [...model.inputs.keys(), ...model.views, ...model.checkedAgainst].map((name) =>
        this.#atWork.get(name),
      );
      const slots = model.ods.length > 0 ? this.#below : this.#above;
      const work = Promise.all(upstreams).then(() =>
        slots(async () => {
          const run = await attempt(model, context, progress, failures);
          if (run) runs.push(run);
        }),
      );
      const settled = () => void this.#atWork.delete(model.name);
      this.#atWork.set(model.name, work);
      // Told by `begin`; here it only must not count as unhandled.
      work.then(settled, settled);
      begun.push(work);
    }
    const results = await Promise.allSettled(begun);
    const fatal = results.find((result) => result.status === 'rejected');
    if (fatal) throw fatal.reason;
    return runs;
  }

  /** Resolves when those at work now have ended, whatever begins meanwhile. */
  async turn(): Promise<void> {
    await Promise.allSettled(this.#atWork.values());
  }

  /** Resolves when no model is at work. */
  async settle(): Promise<void> {
    while (this.#atWork.size > 0) await Promise.allSettled(this.#atWork.values());
  }
}

async function attempt(
  model: AnalysedModel,
  context: BuildContext,
  progress: Map<string, ModelProgress>,
  failures: Map<string, Failure>,
): Promise<ModelRun | undefined> {
  const unbuilt = [...model.inputs.keys(), ...model.checkedAgainst].some(
    (name) => context.store.of(name).fingerprint === '',
  );
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
    if (!outcome) return undefined;
    const held = outcome.error && messageOf(outcome.error);
    const isNews = failures.get(model.name)?.message !== held;
    if (held === undefined) failures.delete(model.name);
    else failures.set(model.name, { count: 0, message: held, retryAt: 0 });
    const isRepeated = held !== undefined && !isNews && outcome.partitions === 0;
    return isRepeated ? undefined : record(outcome, outcome.error);
  } catch (error) {
    // What is half done is done again from what is recorded.
    progress.delete(model.name);
    if (isFatal(error)) throw error;
    const isNews = await noteFailure(model, context, failures, messageOf(error));
    context.log[isNews ? 'error' : 'debug']({ model: model.name, err: error }, 'a model could not be built');
    return isNews ? record(undefined, error) : undefined;
  }
}

/** Whether it was not known yet. Where an earlier text serves, that one goes on being kept; else this one is tried again. */
async function noteFailure(
  model: AnalysedModel,
  context: BuildContext,
  failures: Map<string, Failure>,
  message: string,
): Promise<boolean> {
  const served = context.definitions.of(model.name).served;
  if (served && served.text !== '' && served.text !== model.text) {
    failures.delete(model.name);
    return context.onRefused(model, message);
  }
  const failure = failures.get(model.name);
  const count = (failure?.count ?? 0) + 1;
  failures.set(model.name, { count, message, retryAt: context.now + Math.min(60_000, 500 * 2 ** count) });
  return failure?.message !== message;
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
