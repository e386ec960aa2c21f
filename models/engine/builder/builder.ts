import type { Logger } from 'pino';
import type { Warehouse } from '#warehouse';
import type { AnalysedProject, ProjectSettings } from '../analyse/analysed.ts';
import type { BuildContext, BuildProgress } from '../build/context.ts';
import { daysBetween } from '../build/restate.ts';
import type { Consumer } from '../lineage/lineage-graph.ts';
import type { OdsSource } from '../ods-source.ts';
import { planFiles } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { type Applied, type ApplyOptions, applyPlan } from './apply.ts';
import type { Following } from './choose-models.ts';
import { operateOrAsk } from './operations.ts';
import type { ModelRun } from './rounds.ts';
import { type BuilderRole, runBuilder } from './run.ts';

import { BuilderSession } from './session.ts';

export type BuilderOptions = {
  warehouse: Warehouse;
  /** Folder with seeds, dim, dwd, dws and ads. */
  directory: string;
  /** More folders with models, e.g. features. */
  more?: readonly string[];
  odsSources: readonly OdsSource[];
  settings: ProjectSettings;
  log: Logger;
  clock: () => Date;
  /** Whether a saved file is built at once; `follow` unless told. */
  following?: Following;
  /** How long a table is kept after an edited one took its place, and nothing of it failed; an hour unless told. */
  keptForMs?: number;
  onProgress?: (progress: BuildProgress) => void;
  /** Called after the project was read anew. */
  onProject?: (project: AnalysedProject) => void;
  /** Called between two writes; what it throws ends the build there. */
  onStep?: BuildContext['onStep'];
};

export type BuildReport = {
  /** Models that were built or refreshed, in order. */
  runs: readonly Omit<ModelRun, 'outcome' | 'thrown'>[];
  durationMs: number;
};

export type Builder = {
  /** The project's files beside what serves, without changing anything; `consumers`: who uses models besides models. */
  plan(consumers?: readonly Consumer[]): Promise<Plan>;
  /** Takes in everything there is and returns when nothing is stale; refuses when another builder is at work. */
  buildOnce(): Promise<BuildReport>;
  /** Builds one model, or all, anew from scratch; the old tables serve meanwhile. */
  rebuild(model?: string): Promise<BuildReport>;
  /** Makes what serves as the files are, by the builder that runs or here; refuses where a file has a mistake. */
  apply(options?: ApplyOptions): Promise<Applied>;
  /** Lets the table that served before serve again; the file's text is left alone until it changes. */
  rollback(model: string): Promise<string>;
  /** Computes days of a model again, the first to the last, or all of it, from what it reads; then what reads it. */
  restate(model: string, days: readonly [first: string, last: string] | readonly []): Promise<string>;
  /** Keeps the models up to date until stopped; waits while another process holds the lease. */
  run(): BuilderRole;
  /** The project as the warehouse sees it; read and analysed at the first call. */
  project(): Promise<AnalysedProject>;
};

/** The one who keeps models: a single process at a time, whichever holds the lease. */
export function createBuilder(options: BuilderOptions): Builder {
  const session = new BuilderSession(options);
  return {
    plan: (consumers = []) => planFiles(session.live, options, consumers),
    buildOnce: () =>
      session.exclusively(async () => {
        await session.live.refresh();
        return session.untilStable();
      }),
    rebuild: (model) => session.exclusively(() => session.rebuild(model)),
    apply: (asked = {}) => applyPlan(session, options, asked),
    rollback: (model) => operateOrAsk(session, { what: 'rollback', model, days: [] }),
    restate: async (model, days) => {
      if (days.length === 2) daysBetween(...days);
      return operateOrAsk(session, { what: 'restate', model, days });
    },
    run: () => runBuilder(session, options),
    project: async () => (await session.live.current()).project,
  };
}
