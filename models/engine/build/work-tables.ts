import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { workTables } from './compute.ts';
import type { BuildContext } from './context.ts';
import { createKeyMap, createWorkTable } from './key-map.ts';
import { createTable } from './physical.ts';

/** Makes the empty tables that refreshing an incremental model works with, of the model's present shape. */
export async function makeWorkTables(model: AnalysedModel, context: BuildContext): Promise<void> {
  const { warehouse } = context;
  const { stage, result } = workTables(model.name);
  await warehouse.command(`DROP TABLE IF EXISTS ${identifier(stage)} SYNC`);
  await warehouse.command(createTable(model, stage));
  if (model.per.length === 0) return;
  await warehouse.command(`DROP TABLE IF EXISTS ${identifier(result)} SYNC`);
  await warehouse.command(createTable({ ...model, kind: 'table' }, result));
  await createWorkTable(model, context);
  await createKeyMap(model, context);
}
