import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { explain, messageOf } from '#errors';
import type { Project } from '../../engine/index.ts';
import { type Catalogue, emptyCatalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import type { ModelColumns } from '../catalogue/model-columns.ts';
import { eventSeed } from '../time/events.ts';

export type CatalogueSourceOptions = {
  /** Folder of the metric files. */
  directory: string;
  project(): Project | Promise<Project>;
  /** Columns of what is built. */
  columns(): Promise<ModelColumns>;
  log: Logger;
};

/** The catalogue as the files and the warehouse have it now. */
export type CatalogueSource = {
  current(): Catalogue;
  /** Reads again if a file or a model changed; tells whether the catalogue is another one now. */
  refresh(): Promise<boolean>;
  /** Refreshes every so often until stopped. `changed` is called with each new catalogue. */
  watch(intervalMs: number, changed?: (catalogue: Catalogue) => void): { stop(): Promise<void> };
};

/** Opens a catalogue that follows its files. A file with mistakes leaves out what is wrong and says so in the log. */
export async function openCatalogue(options: CatalogueSourceOptions): Promise<CatalogueSource> {
  let catalogue: Catalogue = emptyCatalogue;
  let seen = '';

  async function refresh(): Promise<boolean> {
    const [project, columns] = await Promise.all([options.project(), options.columns()]);
    const now = JSON.stringify([await filesOf(options.directory), modelsOf(project), [...columns]]);
    if (now === seen) return false;
    const read = await readCatalogue(options.directory, project, columns);
    for (const problem of read.problems) options.log.warn({ code: problem.code }, explain(problem));
    // A metric that was sound before its last change goes on as it was.
    const spoilt = new Set(read.problems.flatMap(({ at }) => at?.replace(/:\d+$/, '') ?? []));
    const kept = [...catalogue.metrics].filter(
      ([name, { file }]) => spoilt.has(file) && !read.catalogue.metrics.has(name),
    );
    catalogue = { ...read.catalogue, metrics: new Map([...read.catalogue.metrics, ...kept]) };
    seen = now;
    return true;
  }

  await refresh();
  return { current: () => catalogue, refresh, watch: (intervalMs, changed) => watching(intervalMs, changed) };

  function watching(intervalMs: number, changed?: (catalogue: Catalogue) => void) {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    let stopped = false;
    const tick = () => {
      running = refresh()
        .then((isNew) => isNew && changed?.(catalogue))
        .catch((error: unknown) => options.log.warn(`The metric files were not read: ${messageOf(error)}`))
        .then(() => {
          if (!stopped) timer = setTimeout(tick, intervalMs);
        });
    };
    timer = setTimeout(tick, intervalMs);
    return {
      stop: async () => {
        stopped = true;
        clearTimeout(timer);
        await running;
      },
    };
  }
}

/** Name, size and time of change of every file below the folder. */
async function filesOf(directory: string): Promise<unknown[]> {
  const names = (await readdir(directory, { recursive: true }))
    .filter((name) => name.endsWith('.yml'))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(directory, name));
      return [name, size, mtimeMs];
    }),
  );
}

function modelsOf(project: Project): unknown[] {
  const events = project.models.get(eventSeed)?.seed?.rows;
  const models = [...project.models.values()];
  return [
    events,
    ...models.map(({ name, by, time, grain, rows, rollup }) => [name, by, time, grain, rows, rollup]),
  ];
}
