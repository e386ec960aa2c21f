import { EntrepotError } from '#errors';
import type { Warehouse } from '#warehouse';
import { modelParameters } from '../analyse/analyse-project.ts';
import type { AnalysedModel, ProjectSettings } from '../analyse/analysed.ts';
import { computation } from '../build/compute.ts';
import type { ProjectReading } from '../builder/live-project.ts';

/**
 * Rows and marks that the engine would read to build a model, over the tables as they are. Null where it reads a table
 * or column that is not there yet, and for what is not computed.
 */
export async function estimate(
  model: AnalysedModel,
  input: { warehouse: Warehouse; files: ProjectReading; settings: ProjectSettings; asOf: string },
): Promise<{ rows: number; marks: number } | null> {
  if (model.kind === 'seed' || model.kind === 'view' || model.kind === 'external') return null;
  const { warehouse, files, settings, asOf } = input;
  try {
    const [row] = await warehouse.rows<{ rows: string; marks: string }>(
      `SELECT sum(rows) AS rows, sum(marks) AS marks
       FROM (EXPLAIN ESTIMATE ${computation(model, { warehouse, project: files.project })})`,
      modelParameters(settings, asOf),
    );
    return { rows: Number(row?.rows ?? 0), marks: Number(row?.marks ?? 0) };
  } catch (error) {
    if (error instanceof EntrepotError && error.code === 'WAREHOUSE_REFUSED') return null;
    throw error;
  }
}
