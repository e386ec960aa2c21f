import { readDefinition } from '../project/load-project.ts';
import type { Model } from '../project/model.ts';
import type { DefinitionStore } from '../state/definition-store.ts';

/**
 * Which texts the builder goes by. `follow`: those of the files, as they are saved. `apply`: those that were applied; a
 * file changes nothing until it is.
 */
export type Following = 'follow' | 'apply';

/**
 * The models as they are to be kept now. A text that was refused, or is held back for a while because it could not be
 * built, stands behind the one that serves; so does a file that cannot be read.
 */
export function chooseModels(
  files: { models: ReadonlyMap<string, Model>; broken: ReadonlySet<string> },
  definitions: DefinitionStore,
  following: Following,
  isHeld: (model: string, text: string) => boolean,
): Map<string, Model> {
  const chosen = new Map<string, Model>();
  const put = (model: Model | undefined) => model && chosen.set(model.name, model);
  const isBlocked = (model: string, text: string) =>
    definitions.of(model).refused?.text === text || isHeld(model, text);
  if (following === 'apply') {
    for (const name of definitions.models()) {
      const { wanted } = definitions.of(name);
      if (wanted?.text === '') continue;
      const isWanted = wanted !== undefined && !isBlocked(name, wanted.text);
      put(isWanted ? readDefinition(wanted.file, wanted.text).model : servedModel(name, definitions));
    }
    return chosen;
  }
  for (const [name, model] of files.models) {
    put(isBlocked(name, model.text) ? (servedModel(name, definitions) ?? model) : model);
  }
  for (const name of files.broken) if (!chosen.has(name)) put(servedModel(name, definitions));
  return chosen;
}

/** The model as the text says that what serves was built from. */
export function servedModel(name: string, definitions: DefinitionStore): Model | undefined {
  const { served } = definitions.of(name);
  if (served === undefined || served.text === '') return undefined;
  const { model, problems } = readDefinition(served.file, served.text);
  return problems.length === 0 ? model : undefined;
}
