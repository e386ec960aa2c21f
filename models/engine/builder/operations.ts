import { setTimeout as sleep } from 'node:timers/promises';
import { EntrepotError, explain, messageOf, nearest } from '#errors';
import type { BuildOutcome } from '../build/context.ts';
import { removeModel } from '../build/kept.ts';
import { daysBetween, restateDays, restateWhole } from '../build/restate.ts';
import { lastKept, rollBack } from '../build/roll-back.ts';
import { allProblems, readDefinition } from '../project/load-project.ts';
import type { ModelRequest, RequestState } from '../state/request-store.ts';
import type { BuilderSession } from './session.ts';

/** Carries out what an operator asked for; the lease is held and no model is at work. Returns what to tell them. */
export async function operate(session: BuilderSession, request: ModelRequest): Promise<string> {
  if (request.what === 'rollback') return rollBackModel(session, request.model);
  if (request.what === 'remove') return remove(session, request.model);
  if (request.what === 'restate') return restate(session, request);
  await session.allow(request.model);
  return `«${request.model}» is tried again.`;
}

/** Answers every request that waits. */
export async function answerRequests(session: BuilderSession): Promise<void> {
  const open = await session.requests.open();
  if (open.length > 0) await session.settle();
  for (const { id, ...request } of open) {
    const state = await operate(session, request).then(
      (answer): RequestState => ({ state: 'done', answer }),
      (error: unknown): RequestState => {
        if (!(error instanceof EntrepotError) || error.code === 'WAREHOUSE_UNREACHABLE') throw error;
        return { state: 'failed', answer: explain(error) };
      },
    );
    await session.requests.answer(id, request, state);
  }
}

const askEveryMs = 300;
const tryEveryMs = 5_000;

/**
 * Carries a request out here where nobody builds; else asks the one who does and waits for the answer. One whose
 * builder dies meanwhile is carried out here.
 */
export async function operateOrAsk(session: BuilderSession, request: ModelRequest): Promise<string> {
  const here = () =>
    session.exclusively(async () => {
      const answer = await operate(session, request);
      await session.untilStable();
      return answer;
    });
  const first = await unlessFenced(here);
  if (first !== undefined) return first;
  const id = await session.requests.ask(request);
  for (let waited = askEveryMs; ; waited += askEveryMs) {
    await sleep(askEveryMs);
    const { state, answer } = await session.requests.stateOf(id);
    if (state === 'done') return answer;
    if (state === 'failed') {
      throw new EntrepotError('CONFLICT', answer, { asked: `${request.what} ${request.model}` });
    }
    if (waited % tryEveryMs === 0)
      await unlessFenced(() => session.exclusively(() => answerRequests(session)));
  }
}

/** Undefined where another process holds the lease. */
export async function unlessFenced<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof EntrepotError && error.code === 'FENCED') return undefined;
    throw error;
  }
}

async function rollBackModel(session: BuilderSession, model: string): Promise<string> {
  const context = await session.context(true);
  const { models } = context.project;
  if (!models.has(model)) throw unknownModel(model, models.keys());
  const { definition, keptAt } = lastKept(model, context);
  const { model: earlier, problems } = readDefinition(definition.file, definition.text);
  const wrong = earlier ? await session.live.problemsWith(earlier) : problems;
  if (wrong.length > 0) {
    throw new EntrepotError(
      'CONFLICT',
      `«${model}» cannot go back by itself: ${messageOf(allProblems(wrong))}`,
      {
        asked: model,
        fix: 'Roll back first what reads it or what it reads, or put the earlier text into its file.',
      },
    );
  }
  const started = performance.now();
  await rollBack(model, context, session.live.fileOf(model));
  session.begun(model);
  const rows = [...context.store.of(model).partitions.values()].map((partition) => partition.rows);
  await session.record({
    ...{ model, action: 'rollback', startedAt: context.now, durationMs: performance.now() - started },
    ...{ partitions: rows.length, rows: rows.reduce((sum, one) => sum + one, 0), error: '', warnings: [] },
  });
  const until = new Date(keptAt).toISOString();
  return `«${model}» serves as it was until ${until}, and catches up. Its present file is left alone until it changes.`;
}

async function restate(session: BuilderSession, { model: name, days }: ModelRequest): Promise<string> {
  const context = await session.context(true);
  const model = context.project.models.get(name);
  if (!model) throw unknownModel(name, context.project.models.keys());
  const [first, last] = days;
  const restated = first === undefined ? undefined : daysBetween(first, last!);
  const started = performance.now();
  const progress = session.progressOf(name);
  const outcome = await (restated
    ? restateDays(model, context, progress, restated)
    : restateWhole(model, context, progress));
  if (outcome) await context.store.saveWatermarks([name], context.now);
  const { action, partitions, rows, warnings, error } = outcome ?? nothingDone;
  await session.record({
    ...{ model: name, action, startedAt: context.now, durationMs: performance.now() - started },
    ...{ partitions, rows, warnings, error: error ? messageOf(error) : '' },
  });
  if (error) throw error;
  return restated
    ? `«${name}» was computed again from ${first} to ${last}: ${partitions} of ${restated.length} days were different.`
    : `«${name}» was computed again, all of it.`;
}

const nothingDone: BuildOutcome = {
  ...{ action: 'refresh', partitions: 0, rows: 0, warnings: [], error: undefined },
};

async function remove(session: BuilderSession, model: string): Promise<string> {
  session.live.invalidate();
  const context = await session.context(true);
  if (context.project.models.has(model)) {
    throw new EntrepotError('CONFLICT', `«${model}» is still a model.`, {
      asked: model,
      fix: 'Remove its file first.',
    });
  }
  const { partitions } = context.store.of(model);
  const rows = [...partitions.values()].reduce((sum, partition) => sum + partition.rows, 0);
  const started = performance.now();
  await removeModel(model, context);
  session.begun(model);
  await session.record({
    ...{ model, action: 'remove', startedAt: context.now, durationMs: performance.now() - started },
    ...{ partitions: partitions.size, rows, error: '', warnings: [] },
  });
  return `«${model}» is gone, with its table.`;
}

export function unknownModel(model: string, names: Iterable<string>): EntrepotError {
  return new EntrepotError('MODEL_UNKNOWN', `There is no model «${model}».`, {
    asked: model,
    available: nearest(model, names),
    fix: 'Use one of the names listed.',
  });
}
