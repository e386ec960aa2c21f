import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EntrepotError, nearest } from '#errors';
import { loadVersion, type ModelVersion } from './load-version.ts';

/** The folder of models: `<name>/<version>/` never changes, `<name>/champion` names the version that is served. */
export type Registry = {
  names(): Promise<string[]>;
  versions(name: string): Promise<string[]>;
  champion(name: string): Promise<ModelVersion>;
  load(name: string, version: string): Promise<ModelVersion>;
};

/** @throws EntrepotError FORECAST_MODEL_UNKNOWN for a name or version that is not there; see {@link loadVersion}. */
export function openRegistry(directory: string): Registry {
  const registry: Registry = {
    names: () => folders(directory),
    versions: (name) => folders(join(directory, name)),
    champion: async (name) => {
      await known(name, await registry.names(), 'forecasting model');
      const alias = await readFile(join(directory, name, 'champion'), 'utf8').catch((cause: unknown) => {
        throw new EntrepotError('FORECAST_MODEL_UNKNOWN', `The model «${name}» has no champion.`, {
          fix: `Write the version to serve into ${join(directory, name, 'champion')}.`,
          cause,
        });
      });
      return registry.load(name, alias.trim());
    },
    load: async (name, version) => {
      await known(version, await registry.versions(name), `version of «${name}»`);
      return loadVersion(join(directory, name, version));
    },
  };
  return registry;
}

async function folders(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    throw new EntrepotError('FORECAST_MODEL_UNKNOWN', `There is no folder of models at ${directory}.`, {
      cause,
    });
  });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function known(asked: string, names: readonly string[], what: string): Promise<void> {
  if (names.includes(asked)) return;
  throw new EntrepotError('FORECAST_MODEL_UNKNOWN', `There is no ${what} «${asked}».`, {
    asked,
    available: nearest(asked, names),
    fix: 'Use one of the names listed.',
  });
}
