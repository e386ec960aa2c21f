import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { EntrepotError } from '#errors';
import type { Model, RollupDeclaration } from '../../engine/project/model.ts';
import { readRollups } from './declaration.ts';

/** The metric files of a project. */
async function metricFiles(directory: string): Promise<string[]> {
  const names = await readdir(join(directory, 'metrics')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith('.yml')).sort();
}

/**
 * The rollups that a project's metric files declare, as models without their SELECT, which takes the columns of the
 * model they are of. What else is wrong with a metric file is told where metrics are read.
 */
export async function readDeclaredRollups(
  directory: string,
): Promise<{ models: Model[]; problems: EntrepotError[] }> {
  const read = { models: [] as Model[], problems: [] as EntrepotError[] };
  for (const name of await metricFiles(directory)) {
    const path = join(directory, 'metrics', name);
    const file = relative(join(directory, '..'), path);
    const text = await readFile(path, 'utf8');
    if (!/^rollups:/m.test(text)) continue;
    try {
      for (const { line, ...rollup } of readRollups(file, text)) {
        read.models.push({ ...declaredModel(file, JSON.stringify(rollup)), firstLine: line });
      }
    } catch (error) {
      if (!(error instanceof EntrepotError)) throw error;
      const { code, message, asked, available, fix } = error;
      const at = error.at ?? file;
      read.problems.push(new EntrepotError(code, message, { at, asked, available, fix, cause: error }));
    }
  }
  return read;
}

/** A rollup read again from the text that it is kept by. */
export function declaredModel(file: string, text: string): Model {
  const { name, ...rollup } = JSON.parse(text) as RollupDeclaration & { name: string };
  return {
    ...{
      name,
      file,
      text,
      firstLine: 1,
      sql: '',
      headers: {},
      headerPlaces: {},
      rollup,
      kind: 'incremental',
    },
    description: `Rollup of ${rollup.of} by ${rollup.by.join(', ')}.`,
    ...{
      by: undefined,
      time: undefined,
      per: [],
      reads: new Map(),
      order: [],
      grain: [],
      checks: [],
      warn: [],
    },
    ...{ expose: undefined, rows: undefined, mask: [], owner: undefined, seed: undefined },
  };
}
