import { EntrepotError } from '#errors';
import type { Model, Project } from '../project/model.ts';
import { type AnalysisContext, placeOf } from './analyse-model.ts';
import { engineMistake } from './engine-mistake.ts';
import type { ParsedNames } from './parse-names.ts';
import { surroundings } from './surroundings.ts';

/** What the engine refused of a model's SELECT, at its line, with what could have stood there. */
export async function modelMistake(
  error: EntrepotError,
  model: Model,
  names: ParsedNames | undefined,
  context: AnalysisContext,
): Promise<EntrepotError> {
  if (error.code !== 'WAREHOUSE_REFUSED') {
    const { code, message, asked, available, fix } = error;
    const at = error.at ?? placeOf(model, asked);
    return new EntrepotError(code, `«${model.name}»: ${message}`, {
      at,
      asked,
      available,
      fix,
      cause: error,
    });
  }
  const around = await surroundings(tablesOf(names, context), context);
  const { message, asked, available, fix, line } = engineMistake(error, model.sql, around);
  return new EntrepotError('MODEL_INVALID', `«${model.name}»: ${message}`, {
    at: `${model.file}:${model.firstLine + (line ?? 0)}`,
    ...{ asked: asked ?? model.name, available, fix, cause: error },
  });
}

function tablesOf(names: ParsedNames | undefined, { models, odsViews, odsColumns }: AnalysisContext) {
  return [...(names?.tables ?? [])].flatMap((name) => {
    const columns = models.get(name)?.columns ?? (odsViews.has(name) ? odsColumns.get(name) : undefined);
    return columns ? [{ name, columns }] : [];
  });
}

/** A circle of models, at the line where its first member names the second. */
export function circle(names: readonly string[], project: Project): EntrepotError {
  const [first, second] = names as [string, string];
  return new EntrepotError('MODEL_CYCLE', `Models read each other in a circle: ${names.join(' reads ')}.`, {
    at: placeOf(project.models.get(first)!, second),
    asked: first,
    fix: 'Let one of them read the layer below instead; a check counts as reading what it compares with.',
  });
}
