import type { Logger } from 'pino';
import { EntrepotError, explain, nearest } from '#errors';
import type { Warehouse } from '#warehouse';
import type { AnalysedProject, ProjectSettings } from '../analyse/analysed.ts';
import type { BuildContext, BuildProgress } from '../build/context.ts';
import { OdsWatch } from '../build/ods-watch.ts';
import type { ModelProgress } from '../build/refresh-model.ts';
import type { OdsSource } from '../ods-source.ts';
import { Lease } from '../state/lease.ts';
import { StateStore } from '../state/state-store.ts';
import { createStateTables } from '../state/tables.ts';
import { followedColumns } from './followed-columns.ts';
import { LiveProject, type ProjectReading } from './live-project.ts';
import { type Failure, type ModelRun, Rounds } from './rounds.ts';
import { type BuilderRole, runBuilder } from './run.ts';

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

export type PlannedModel = { model: string; kind: string; action: 'create' | 'rebuild' | 'none' };

export type Builder = {
  /** What the next build would create or build anew, without doing it. */
  plan(): Promise<PlannedModel[]>;
  /** Takes in everything there is and returns when nothing is stale; refuses when another builder is at work. */
  buildOnce(): Promise<BuildReport>;
  /** Builds one model, or all, anew from scratch; the old tables serve meanwhile. */
  rebuild(model?: string): Promise<BuildReport>;
  /** Keeps the models up to date until stopped; waits while another process holds the lease. */
  run(): BuilderRole;
  /** The project as the warehouse sees it; read and analysed at the first call. */
  project(): Promise<AnalysedProject>;
};

/** The one who keeps models: a single process at a time, whichever holds the lease. */
export function createBuilder(options: BuilderOptions): Builder {
  const session = new BuilderSession(options);
  return {
    plan: () => session.plan(),
    buildOnce: () => session.exclusively(() => session.untilStable()),
    rebuild: (model) => session.exclusively(() => session.rebuild(model)),
    run: () => runBuilder(session, options),
    project: async () => (await session.live.current()).project,
  };
}

/** A builder's memory and its single steps. */
export class BuilderSession {
  readonly live: LiveProject;
  readonly lease: Lease;
  readonly #options: BuilderOptions;
  readonly #store: StateStore;
  readonly #watch: OdsWatch;
  readonly #progress = new Map<string, ModelProgress>();
  readonly #failures = new Map<string, Failure>();
  readonly #rounds = new Rounds();
  #loaded = false;
  #hasTables = false;
  #told: ProjectReading | undefined;

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#store = new StateStore(options.warehouse);
    this.#watch = new OdsWatch(options.warehouse);
    this.live = new LiveProject(options);
    this.lease = new Lease(options.warehouse, 'models');
  }

  /** Forgets everything and begins again at what is recorded. */
  forget(): void {
    this.#loaded = false;
    this.#progress.clear();
    this.#failures.clear();
  }

  /** One look at what is new, and all that follows from it. `flush` gathers nothing. */
  async once(flush: boolean): Promise<ModelRun[]> {
    const { done } = await this.begin(flush);
    return done.catch((error: unknown) => {
      this.forget();
      throw error;
    });
  }

  /** The same for a caller who goes on looking meanwhile; `done` resolves when the models of this round are. */
  async begin(flush: boolean): Promise<{ done: Promise<ModelRun[]> }> {
    const context = await this.#context(flush);
    return { done: this.#round(context) };
  }

  /** Resolves when the models at work now have ended. */
  turn(): Promise<void> {
    return this.#rounds.turn();
  }

  /** Resolves when no model is at work any more. */
  settle(): Promise<void> {
    return this.#rounds.settle();
  }

  async #round(context: BuildContext): Promise<ModelRun[]> {
    const runs = await this.#rounds.begin(context, this.#progress, this.#failures);
    if (runs.length === 0) return runs;
    const worth = runs.filter(
      ({ partitions, error, action }) => partitions > 0 || error || action === 'build',
    );
    await this.#store.saveRuns(worth);
    return runs;
  }

  async untilStable(): Promise<BuildReport> {
    const started = performance.now();
    const runs: ModelRun[] = [];
    for (;;) {
      const found = await this.once(true);
      runs.push(...found);
      const failed = found.some(({ error }) => error !== '');
      const useful = found.some(({ partitions, action }) => partitions > 0 || action === 'build');
      if (failed || !useful) break;
    }
    return {
      runs: runs.map(({ outcome: _outcome, thrown: _thrown, ...run }) => run),
      durationMs: performance.now() - started,
    };
  }

  async rebuild(model: string | undefined): Promise<BuildReport> {
    const { project } = await this.live.current();
    if (model !== undefined && !project.models.has(model)) {
      throw new EntrepotError('MODEL_UNKNOWN', `There is no model «${model}».`, {
        asked: model,
        available: nearest(model, project.models.keys()),
        fix: 'Use one of the names listed.',
      });
    }
    await this.#load();
    for (const name of model === undefined ? project.models.keys() : [model]) {
      this.#store.of(name).fingerprint = 'to be built anew';
    }
    return this.untilStable();
  }

  async plan(): Promise<PlannedModel[]> {
    const { project } = await this.live.current();
    await this.#load();
    return [...project.models.values()].map(({ name, kind, fingerprint }) => {
      const built = this.#store.of(name).fingerprint;
      return {
        model: name,
        kind,
        action: built === '' ? 'create' : built === fingerprint ? 'none' : 'rebuild',
      };
    });
  }

  /** Runs with the lease held, and gives it back. */
  async exclusively<T>(run: () => Promise<T>): Promise<T> {
    await this.#createTables();
    if (!(await this.lease.acquire())) this.lease.assertHeld();
    this.forget();
    // A renewal that fails shows where it matters: `assertHeld` refuses the next swap.
    const keep = setInterval(() => void this.lease.keep().catch(() => undefined), 2_000);
    try {
      return await run();
    } finally {
      clearInterval(keep);
      await this.lease.release();
    }
  }

  async #createTables(): Promise<void> {
    if (this.#hasTables) return;
    await createStateTables(this.#options.warehouse);
    this.#hasTables = true;
  }

  async #load(): Promise<void> {
    if (this.#loaded) return;
    await this.#createTables();
    await this.#store.load();
    this.#loaded = true;
  }

  /** Mistakes in files are runs that failed, so that they are seen where all others are. */
  async #tellProblems(reading: ProjectReading): Promise<void> {
    if (reading === this.#told) return;
    this.#told = reading;
    const run = { action: 'build', startedAt: this.#options.clock().getTime(), durationMs: 0 } as const;
    const none = { partitions: 0, rows: 0, warnings: [] };
    await this.#store.saveRuns(
      reading.problems.map((problem) => ({
        ...{ ...run, ...none, error: explain(problem) },
        model: /([^/]+)\.(?:sql|csv)/.exec(problem.at ?? '')?.[1] ?? '',
      })),
    );
  }

  async #context(flush: boolean): Promise<BuildContext> {
    const { warehouse, odsSources, settings, log, clock, onProgress, onStep } = this.#options;
    const reading = await this.live.current();
    await this.#load();
    await this.#tellProblems(reading);
    const { project } = reading;
    const models = [...project.models.values()];
    const read = new Set(models.flatMap(({ ods }) => ods));
    const external = models.filter(({ kind }) => kind === 'external').map(({ name }) => name);
    await this.#watch.poll(
      odsSources.filter((source) => read.has(source)),
      external,
    );
    const now = clock();
    return {
      ...{ warehouse, project, settings, log, flush, lease: this.lease },
      ...{ store: this.#store, watch: this.#watch, followedBy: followedColumns(project) },
      asOf: now.toISOString().slice(0, 10),
      now: now.getTime(),
      onProgress: onProgress ?? (() => undefined),
      onStep: onStep ?? (() => undefined),
    };
  }
}
