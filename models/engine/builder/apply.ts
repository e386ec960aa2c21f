import { setTimeout as sleep } from 'node:timers/promises';
import { EntrepotError } from '#errors';
import type { AnalysedProject } from '../analyse/analysed.ts';
import { definitionOf } from '../build/replace-serving.ts';
import { planFiles } from '../plan/make-plan.ts';
import type { ModelChange, Plan } from '../plan/plan.ts';
import { allProblems } from '../project/load-project.ts';
import type { BuilderOptions } from './builder.ts';
import { operate, unknownModel, unlessFenced } from './operations.ts';
import { now, type Outcome, outcomesOf } from './outcomes.ts';
import type { BuilderSession } from './session.ts';

export type Applied = {
  /** In the order in which they are built. */
  changes: readonly ModelChange[];
  failed: readonly { model: string; error: string }[];
};

export type ApplyOptions = {
  /** Only these, and what they need of the models they read; all where absent. */
  models?: readonly string[] | undefined;
  /** How many of the changes are done, where another process builds them. */
  onWaiting?: ((done: number, total: number) => void) | undefined;
};

const lookEveryMs = 500;
const tryEveryMs = 5_000;
const patienceMs = 5_000;

/**
 * Makes what serves as the files are. What was decided is in the warehouse before anything is built, so that whoever builds goes on with
 * it after a crash. Each model is built beside, caught up and exchanged; one that fails leaves its table serving.
 */
export async function applyPlan(
  session: BuilderSession,
  options: BuilderOptions,
  asked: ApplyOptions,
): Promise<Applied> {
  const { project, problems } = await session.live.files();
  if (problems.length > 0) throw allProblems(problems);
  const changes = selected(await planFiles(session.live, options), project, asked.models);
  if (changes.length === 0) return { changes, failed: [] };
  const since = await now(options.warehouse);
  await decide(session, project, changes);
  const here = () => session.exclusively(() => buildHere(session, changes));
  const outcomes = () => outcomesOf(options.warehouse, changes, project, since);
  if ((await unlessFenced(here)) === undefined) {
    await waitForBuilder(session, changes, { here, outcomes, ...asked });
  }
  const failed = [...(await outcomes())].flatMap(([model, outcome]) =>
    outcome === 'done'
      ? []
      : [{ model, error: outcome === 'open' ? 'It was not its turn: what it reads failed.' : outcome.error }],
  );
  return { changes, failed };
}

/** The changes that are asked for, with those of the models they read. */
export function selected(
  plan: Plan,
  { models }: AnalysedProject,
  names: readonly string[] | undefined,
): ModelChange[] {
  if (names === undefined || names.length === 0) return [...plan.models];
  const wanted = new Set<string>();
  const take = (name: string) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const upstream of models.get(name)?.upstreams ?? []) take(upstream);
  };
  for (const name of names) {
    const isKnown = models.has(name) || plan.models.some(({ model }) => model === name);
    if (!isKnown) throw unknownModel(name, models.keys());
    take(name);
  }
  return plan.models.filter(({ model }) => wanted.has(model));
}

async function decide(
  session: BuilderSession,
  { models }: AnalysedProject,
  changes: readonly ModelChange[],
): Promise<void> {
  for (const { model } of changes) {
    const file = models.get(model);
    await session.want(model, file ? definitionOf(file) : { file: '', text: '', follows: [] });
  }
}

async function buildHere(session: BuilderSession, changes: readonly ModelChange[]): Promise<true> {
  for (const { model, change } of changes) {
    if (change === 'removed') await operate(session, { what: 'remove', model, days: [] });
    else session.retry(model);
  }
  await session.untilStable();
  return true;
}

/** Asks the builder that runs, and waits until each change is done or has failed; builds here should that one end. */
async function waitForBuilder(
  session: BuilderSession,
  changes: readonly ModelChange[],
  wait: { here(): Promise<true>; outcomes(): Promise<Map<string, Outcome>> } & ApplyOptions,
): Promise<void> {
  const ids: string[] = [];
  for (const { model, change } of changes) {
    ids.push(
      await session.requests.ask({ what: change === 'removed' ? 'remove' : 'apply', model, days: [] }),
    );
  }
  let stuck = 0;
  for (let waited = lookEveryMs; ; waited += lookEveryMs) {
    await sleep(lookEveryMs);
    const outcomes = await wait.outcomes();
    const open = [...outcomes].filter(([, outcome]) => outcome === 'open').map(([model]) => model);
    wait.onWaiting?.(outcomes.size - open.length, outcomes.size);
    // What reads a model that failed may still be built on the earlier one.
    stuck = open.every((model) => isAboveFailure(model, changes, outcomes)) ? stuck + 1 : 0;
    if (open.length === 0 || stuck * lookEveryMs > patienceMs) return;
    for (const id of ids) await refuseFailed(session, id);
    if (waited % tryEveryMs === 0 && (await unlessFenced(wait.here))) return;
  }
}

function isAboveFailure(
  model: string,
  changes: readonly ModelChange[],
  outcomes: ReadonlyMap<string, Outcome>,
): boolean {
  return changes.some(
    (each) =>
      typeof outcomes.get(each.model) === 'object' && each.downstream.some((above) => above.model === model),
  );
}

async function refuseFailed(session: BuilderSession, id: string): Promise<void> {
  const { state, answer } = await session.requests.stateOf(id);
  if (state === 'failed') throw new EntrepotError('CONFLICT', answer);
}
