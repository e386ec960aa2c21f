import type { EntrepotError } from '#errors';
import { analyseProject } from '../analyse/analyse-project.ts';
import type { AnalysedModel, AnalysedProject } from '../analyse/analysed.ts';
import { ParserAnswers } from '../analyse/parser-answers.ts';
import { readProject } from '../project/load-project.ts';
import { folderSignature } from '../project/project-folder.ts';
import type { BuilderOptions } from './builder.ts';

export type ProjectReading = { project: AnalysedProject; problems: readonly EntrepotError[] };

/**
 * The project as its folders have it now. A file with a mistake changes nothing: the model goes on as it was last
 * understood, and the mistake is told.
 */
export class LiveProject {
  readonly #options: BuilderOptions;
  #reading: ProjectReading | undefined;
  #first: Promise<ProjectReading> | undefined;
  #signature = '';

  constructor(options: BuilderOptions) {
    this.#options = options;
  }

  /** Whoever asks while the first reading is under way waits for that one: it takes seconds. */
  async current(): Promise<ProjectReading> {
    if (this.#reading) return this.#reading;
    this.#first ??= this.#look()
      .then((signature) => this.#read(signature))
      .finally(() => {
        this.#first = undefined;
      });
    return this.#first;
  }

  /** Reads the folders again when a file changed. True when something did. */
  async refresh(): Promise<boolean> {
    await this.current();
    const signature = await this.#look();
    if (signature === this.#signature) return false;
    await this.#read(signature);
    return true;
  }

  #look(): Promise<string> {
    return folderSignature(this.#options.directory, this.#options.more);
  }

  async #read(signature: string): Promise<ProjectReading> {
    const { warehouse, directory, more, odsSources, settings, log, onProject } = this.#options;
    const files = await readProject(directory, more);
    const previous = this.#reading?.project;
    const answers = await ParserAnswers.open(warehouse);
    const analysis = { odsSources, settings, previous, ask: answers.ask };
    const { project, problems } = await analyseProject(warehouse, files.project, analysis);
    await answers.save();
    const all = [...files.problems, ...problems];
    for (const problem of all) log.error({ err: problem, at: problem.at }, 'a model has a mistake');
    this.#reading = { project: keepingOld(project, this.#reading?.project, all), problems: all };
    this.#signature = signature;
    onProject?.(this.#reading.project);
    return this.#reading;
  }
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
