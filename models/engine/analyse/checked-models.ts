import type { Parameters } from '#warehouse';
import type { Model, Project } from '../project/model.ts';
import { parseNames } from './parse-names.ts';
import type { Ask } from './parser-answers.ts';

/** Models that a model's checks compare it with: they have to be there before it. */
export async function checkedModels(
  model: Model,
  project: Project,
  ask: Ask,
  parameters: Parameters,
): Promise<string[]> {
  const names = new Set<string>();
  for (const check of [...model.checks, ...model.warn]) {
    if (check.kind === 'relationship' || check.kind === 'reconcile') names.add(check.model);
    if (check.kind !== 'sql') continue;
    // What the parser refuses is told when the check is looked at.
    const parsed = await parseNames(ask, check.select, parameters).catch(() => undefined);
    for (const name of parsed?.tables ?? []) names.add(name);
  }
  return [...names].filter((name) => name !== model.name && project.models.has(name));
}
