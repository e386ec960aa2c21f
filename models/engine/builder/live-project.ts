import type { EntrepotError } from '#errors';
import { analyseProject } from '../analyse/analyse-project.ts';
import type { AnalysedModel, AnalysedProject } from '../analyse/analysed.ts';
import { ParserAnswers } from '../analyse/parser-answers.ts';
import { readProject } from '../project/load-project.ts';
import type { Model } from '../project/model.ts';
import { folderSignature } from '../project/project-folder.ts';
import type { Definition, DefinitionStore } from '../state/definition-store.ts';
import type { BuilderOptions } from './builder.ts';
import { chooseModels, servedModel } from './choose-models.ts';
import type { Holds } from './holds.ts';
import { modelAt } from './problem-runs.ts';

export type ProjectReading = { project: AnalysedProject; problems: readonly EntrepotError[] };

/** What else than the files decides on the project. */
export type ProjectState = {
  definitions: DefinitionStore;
  holds: Holds;
  /** Makes the tables that definitions are read from. */
  prepare(): Promise<void>;
};

/**
 * The project as it is to be kept now: as its folders have it, or as it was applied. A file with a mistake changes
 * nothing: the model goes on as its last good text says, and the mistake is told.
 */
export class LiveProject {
  readonly #options: BuilderOptions;
  readonly #state: ProjectState;
  #reading: ProjectReading | undefined;
  #first: Promise<ProjectReading> | undefined;
  #signature = '';
  #held = '';
  #files: ReadonlyMap<string, Model> = new Map();

  constructor(options: BuilderOptions, state: ProjectState) {
    this.#options = options;
    this.#state = state;
  }

  /** Whoever asks while the first reading is under way waits for that one: it takes seconds. */
  async current(): Promise<ProjectReading> {
    if (this.#reading && this.#held === this.#state.holds.inForce(this.#now())) return this.#reading;
    this.#first ??= this.#look()
      .then((signature) => this.#read(signature))
      .finally(() => {
        this.#first = undefined;
      });
    return this.#first;
  }

  /** Reads the folders again when a file changed, or what was decided on one. True when something did. */
  async refresh(): Promise<boolean> {
    const before = await this.current();
    const signature = await this.#look();
    if (signature !== this.#signature) return (await this.#read(signature)) !== before;
    return false;
  }

  /** The files as they are, whatever serves: what a plan compares. */
  async files(): Promise<ProjectReading> {
    await this.#state.prepare();
    const { directory, more } = this.#options;
    const { project, problems } = await readProject(directory, more);
    const analysed = await this.#analyse(project.models);
    return { project: analysed.project, problems: [...problems, ...analysed.problems] };
  }

  /** The text that a model's file had when it was last read. */
  fileOf(model: string): Definition | undefined {
    const file = this.#files.get(model);
    return file && { file: file.file, text: file.text, follows: [] };
  }

  /** Lets the next who asks read everything again. */
  invalidate(): void {
    this.#held = 'nothing';
  }

  /** What would be wrong if a model had another text. */
  async problemsWith(model: Model): Promise<readonly EntrepotError[]> {
    const { project } = await this.current();
    return (await this.#analyse(new Map<string, Model>([...project.models, [model.name, model]]))).problems;
  }

  #now(): number {
    return this.#options.clock().getTime();
  }

  async #look(): Promise<string> {
    const { directory, more } = this.#options;
    await this.#state.prepare();
    const decided = await this.#state.definitions.signature();
    return `${await folderSignature(directory, more)}\n${decided}`;
  }

  async #read(signature: string): Promise<ProjectReading> {
    const { directory, more, log, onProject, following = 'follow' } = this.#options;
    const { definitions, holds } = this.#state;
    const files = await readProject(directory, more);
    this.#files = files.project.models;
    await definitions.load();
    const now = this.#now();
    const isHeld = (model: string, text: string) => holds.isHeld(model, text, now);
    const broken = new Set(files.problems.flatMap(({ at }) => modelAt(at) ?? []));
    const models = chooseModels({ models: files.project.models, broken }, definitions, following, isHeld);
    let { project, problems } = await this.#analyse(models);
    const told = following === 'apply' ? problems : [...files.problems, ...problems];
    // What cannot be used, be it for what it reads, stands behind what serves.
    for (let left = fallingBack(models, project, definitions); left.length > 0; ) {
      for (const model of left) models.set(model.name, model);
      ({ project } = await this.#analyse(models));
      left = fallingBack(models, project, definitions);
    }
    problems = told;
    for (const problem of told) log.error({ err: problem, at: problem.at }, 'a model has a mistake');
    this.#reading = { project: keepingOld(project, this.#reading?.project, told), problems };
    this.#signature = signature;
    this.#held = holds.inForce(now);
    onProject?.(this.#reading.project);
    return this.#reading;
  }

  async #analyse(models: ReadonlyMap<string, Model>): Promise<ProjectReading> {
    const { warehouse, odsSources, settings } = this.#options;
    const answers = await ParserAnswers.open(warehouse);
    const analysis = { odsSources, settings, previous: this.#reading?.project, ask: answers.ask };
    const reading = await analyseProject(warehouse, { models }, analysis);
    await answers.save();
    return reading;
  }
}

/** The texts that serve of models that were left out. */
function fallingBack(
  models: ReadonlyMap<string, Model>,
  project: AnalysedProject,
  definitions: DefinitionStore,
): Model[] {
  const left = [...models.values()].filter(({ name }) => !project.models.has(name));
  return left.flatMap(({ name, text }) => {
    const served = servedModel(name, definitions);
    return served && served.text !== text ? [served] : [];
  });
}

/** Where there are mistakes, models that are missing now stay as they were. */
function keepingOld(
  project: AnalysedProject,
  before: AnalysedProject | undefined,
  problems: readonly EntrepotError[],
): AnalysedProject {
  if (!before || problems.length === 0) return project;
  const broken = new Set(problems.map(({ at }) => at?.replace(/:\d+$/, '')));
  const models = new Map<string, AnalysedModel>();
  for (const [name, old] of before.models) {
    const fresh = project.models.get(name);
    if (fresh) models.set(name, fresh);
    else if (broken.has(old.file)) models.set(name, old);
  }
  for (const [name, model] of project.models) models.set(name, model);
  return { models };
}
