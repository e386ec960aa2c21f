import type { AnalysedModel } from '../analyse/analysed.ts';
import type { BuildContext } from '../build/context.ts';
import { anew } from '../build/kept.ts';
import { OdsWatch } from '../build/ods-watch.ts';
import type { ModelProgress } from '../build/refresh-model.ts';
import { definitionOf } from '../build/replace-serving.ts';
import { type Definition, DefinitionStore } from '../state/definition-store.ts';
import { KeptStore } from '../state/kept-store.ts';
import { Lease } from '../state/lease.ts';
import { RequestStore } from '../state/request-store.ts';
import { type RunRecord, StateStore } from '../state/state-store.ts';
import { createStateTables } from '../state/tables.ts';
import type { BuilderOptions, BuildReport } from './builder.ts';
import { followedColumns } from './followed-columns.ts';
import { FreshnessWatch } from './freshness.ts';
import { Holds } from './holds.ts';
import { LiveProject, type ProjectReading } from './live-project.ts';
import { unknownModel } from './operations.ts';
import { problemRuns } from './problem-runs.ts';
import { type Failure, type ModelRun, Rounds } from './rounds.ts';
import { Upkeep } from './upkeep.ts';

/** A builder's memory and its single steps. */
export class BuilderSession {
  readonly live: LiveProject;
  readonly lease: Lease;
  readonly requests: RequestStore;
  readonly #options: BuilderOptions;
  readonly #store: StateStore;
  readonly #watch: OdsWatch;
  readonly #progress = new Map<string, ModelProgress>();
  readonly #failures = new Map<string, Failure>();
  readonly #rounds = new Rounds();
  readonly #freshness = new FreshnessWatch();
  readonly #definitions: DefinitionStore;
  readonly #kept: KeptStore;
  readonly #holds = new Holds();
  readonly #upkeep = new Upkeep();
  #loaded = false;
  #hasTables = false;
  #told: ProjectReading | undefined;

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#store = new StateStore(options.warehouse);
    this.#watch = new OdsWatch(options.warehouse);
    this.#definitions = new DefinitionStore(options.warehouse);
    this.#kept = new KeptStore(options.warehouse);
    this.live = new LiveProject(options, {
      ...{ definitions: this.#definitions, holds: this.#holds },
      prepare: () => this.#createTables(),
    });
    this.lease = new Lease(options.warehouse, 'models');
    this.requests = new RequestStore(options.warehouse);
  }

  /** Forgets everything and begins again at what is recorded. */
  forget(): void {
    this.#loaded = false;
    this.#upkeep.forget();
    this.#progress.clear();
    this.#failures.clear();
    this.#holds.release();
  }

  /** A model begins again at what is recorded of it: another table serves. */
  begun(model: string): void {
    this.#progress.delete(model);
    this.retry(model);
  }

  /** Decides that a model is to be as this text says; where models follow their files only a refusal is lifted by it. */
  async want(model: string, definition: Definition): Promise<void> {
    await this.#load();
    if (this.#options.following === 'apply') await this.#definitions.save(model, 'wanted', definition);
    await this.allow(model);
  }

  /** A text that was refused may be built again. */
  async allow(model: string): Promise<void> {
    if ((this.#definitions.of(model).refused?.text ?? '') !== '') {
      await this.#definitions.save(model, 'refused', { file: '', text: '', follows: [] });
    }
    this.retry(model);
  }

  /** A model is built again at once, whatever went wrong before. */
  retry(model: string): void {
    this.#failures.delete(model);
    this.#holds.release(model);
    this.live.invalidate();
  }

  /** What is remembered of a model. */
  progressOf(model: string): ModelProgress {
    const progress = this.#progress.get(model) ?? {};
    this.#progress.set(model, progress);
    return progress;
  }

  record(run: RunRecord): Promise<void> {
    return this.#store.saveRuns([run]);
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
    const context = await this.context(flush);
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
    await this.#upkeep.sweep(context);
    const runs = await this.#rounds.begin(context, this.#progress, this.#failures);
    await this.#store.saveRuns(await this.#freshness.look(context));
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
    const durationMs = performance.now() - started;
    return { runs: runs.map(({ outcome: _outcome, thrown: _thrown, ...run }) => run), durationMs };
  }

  async rebuild(model: string | undefined): Promise<BuildReport> {
    const { project } = await this.live.current();
    if (model !== undefined && !project.models.has(model)) {
      throw unknownModel(model, project.models.keys());
    }
    await this.#load();
    for (const name of model === undefined ? project.models.keys() : [model]) {
      this.#store.of(name).fingerprint = anew;
    }
    return this.untilStable();
  }

  /** Runs with the lease held, and gives it back. */
  async exclusively<T>(run: () => Promise<T>): Promise<T> {
    await this.#createTables();
    return this.lease.during(() => {
      this.forget();
      return run();
    });
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
    await this.#definitions.load();
    await this.#kept.load();
    this.#loaded = true;
  }

  /** Mistakes in files are runs that failed, so that they are seen where all others are. */
  async #tellProblems(reading: ProjectReading): Promise<void> {
    if (reading === this.#told) return;
    this.#told = reading;
    await this.#store.saveRuns(problemRuns(reading.problems, this.#options.clock().getTime()));
  }

  /** What builds are given; the lease is held. */
  async context(flush: boolean): Promise<BuildContext> {
    const { warehouse, odsSources, settings, log, clock, onProgress, onStep, keptForMs } = this.#options;
    await this.#load();
    const now = clock();
    const base = {
      ...{ warehouse, settings, log, flush, lease: this.lease, keptForMs: keptForMs ?? 3_600_000 },
      ...{ store: this.#store, watch: this.#watch, definitions: this.#definitions, kept: this.#kept },
      ...{ asOf: now.toISOString().slice(0, 10), now: now.getTime() },
      onProgress: onProgress ?? (() => undefined),
      onRefused: (model: AnalysedModel, message: string) => this.#refuse(model, message),
      onStep: onStep ?? (() => undefined),
    };
    const recovering = { ...base, project: { models: new Map() }, followedBy: new Map() };
    if (await this.#upkeep.recover(recovering)) this.live.invalidate();
    const reading = await this.live.current();
    await this.#tellProblems(reading);
    const { project } = reading;
    const models = [...project.models.values()];
    const read = new Set(models.flatMap(({ ods }) => ods));
    const external = models.filter(({ kind }) => kind === 'external').map(({ name }) => name);
    await this.#watch.poll(
      odsSources.filter((source) => read.has(source)),
      external,
    );
    const others = [...this.#definitions.served(), ...this.#kept.all().map(({ definition }) => definition)];
    return { ...base, project, followedBy: followedColumns(project, others) };
  }

  /** Where models follow their files a text is tried again after a while; one that was applied only when it is again. */
  async #refuse(model: AnalysedModel, message: string): Promise<boolean> {
    this.live.invalidate();
    if (this.#options.following !== 'apply') {
      return this.#holds.add(model.name, model.text, message, this.#options.clock().getTime());
    }
    await this.#definitions.save(model.name, 'refused', definitionOf(model), message);
    return true;
  }
}
