import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { EntrepotError, explain } from '#errors';
import { declaredModel, readDeclaredRollups } from '../../metrics/rollup/declared-rollups.ts';
import type { Model, Project } from './model.ts';
import { readModel } from './read-model.ts';
import { readSeed } from './seed-file.ts';

/** Folders of a project that hold models. */
const layers = ['seeds', 'dim', 'dwd', 'dws', 'ads'];

export type ReadProject = { project: Project; problems: EntrepotError[] };

/**
 * Reads every model below `directory` (folders seeds, dim, dwd, dws, ads; rollups in metrics) and below `more` (e.g.
 * feature models of other floors). Files with mistakes are left out and reported in `problems`.
 */
export async function readProject(directory: string, more: readonly string[] = []): Promise<ReadProject> {
  const files = (await Promise.all(modelFolders(directory, more).map(modelFiles))).flat();
  const models = new Map<string, Model>();
  const problems: EntrepotError[] = [];
  for (const path of files) {
    const file = relative(join(directory, '..'), path);
    const { model, problems: found } = readDefinition(file, await readFile(path, 'utf8'));
    problems.push(...found);
    const other = model && models.get(model.name);
    if (other) problems.push(sameName(model, other));
    else if (model && found.length === 0) models.set(model.name, model);
  }
  const rollups = await readDeclaredRollups(directory);
  problems.push(...rollups.problems);
  for (const model of rollups.models) {
    const other = models.get(model.name);
    if (other) problems.push(sameName(model, other));
    else models.set(model.name, model);
  }
  return { project: { models }, problems };
}

/** Reads a project and refuses it, with every mistake at once, when anything in it is wrong. */
export async function loadProject(directory: string, more: readonly string[] = []): Promise<Project> {
  const { project, problems } = await readProject(directory, more);
  if (problems.length > 0) throw allProblems(problems);
  return project;
}

/** One error that tells all of them. */
export function allProblems(problems: readonly EntrepotError[]): EntrepotError {
  const [first] = problems;
  if (first !== undefined && problems.length === 1) return first;
  return new EntrepotError(
    first?.code ?? 'MODEL_INVALID',
    `${problems.length} mistakes in the models:\n${problems.map(explain).join('\n')}`,
    { cause: new AggregateError(problems) },
  );
}

/** The folders in which a project's models lie. */
export function modelFolders(directory: string, more: readonly string[]): string[] {
  return [...layers.map((layer) => join(directory, layer)), ...more];
}

async function modelFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile() && /\.(sql|csv)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Reads a model of its text; the name of the file says whether it is a seed or a rollup, else how it is called. */
export function readDefinition(file: string, text: string): { model?: Model; problems: EntrepotError[] } {
  if (file.endsWith('.yml')) return { model: declaredModel(file, text), problems: [] };
  const name = basename(file).replace(/\.(sql|csv)$/, '');
  if (!modelName.test(name)) return { problems: [badName(name, file)] };
  if (file.endsWith('.sql')) return readModel(name, file, text);
  try {
    return { model: readSeed(name, file, text), problems: [] };
  } catch (error) {
    if (error instanceof EntrepotError) return { problems: [error] };
    throw error;
  }
}

/** An underscore first is kept for the platform's own tables. */
const modelName = /^[A-Za-z]\w*$/;

function badName(name: string, file: string): EntrepotError {
  return new EntrepotError('MODEL_INVALID', `«${name}» cannot be the name of a model.`, {
    at: `${file}:1`,
    asked: name,
    fix: 'Name the file by letters, digits and underscores, a letter first: SQL names it so.',
  });
}

function sameName(model: Model, other: Model): EntrepotError {
  return new EntrepotError('MODEL_INVALID', `Two files are named «${model.name}».`, {
    at: `${model.file}:1`,
    asked: model.name,
    available: [other.file],
    fix: 'Rename one of them: a model is called as its file.',
  });
}
