import { join } from 'node:path';
import type { Logger } from 'pino';
import { contracts, odsSources } from '#ingestion';
import { analyseProject, readCatalogue, readProject, type Surface, surfaceOf } from '#models';
import type { Warehouse } from '#warehouse';
import { featuresDir, metricsDir, modelsDir } from '../platform/folders.ts';

/** The surface that was released last. */
export const surfaceFile = join(modelsDir, 'surface.json');

/** The surface that the project's files give. The warehouse needs the tables of events, and no model. */
export async function surfaceOfFiles(warehouse: Warehouse, log: Logger): Promise<Surface> {
  const read = await readProject(modelsDir, [featuresDir]);
  const { project, problems } = await analyseProject(warehouse, read.project, {
    odsSources: odsSources(contracts),
    settings: { reportingCurrency: 'CNY' },
  });
  const columns = new Map(
    [...project.models.values()].map(({ name, columns: own }) => [
      name,
      own.map((column) => ({ ...column, comment: column.description })),
    ]),
  );
  const { catalogue, problems: wrong } = await readCatalogue(metricsDir, project, columns);
  for (const problem of [...read.problems, ...problems, ...wrong]) log.warn(problem.message);
  return surfaceOf(project, catalogue);
}

/** As it is kept: lists on one line, so that a change shows as the line of its metric. */
export function surfaceText(surface: Surface): string {
  const text = JSON.stringify(surface, null, 2).replace(/\[[^[\]]*\]/g, (list) => list.replace(/\s+/g, ' '));
  return `${text}\n`;
}
