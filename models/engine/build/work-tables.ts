import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { workTables } from './compute.ts';
import type { BuildContext } from './context.ts';
import { createKeyMap, createWorkTable } from './key-map.ts';
import { type Layout, layoutOf } from './layout.ts';
import { createScratch, createTable } from './physical.ts';

/**
 * Makes the empty tables that refreshing an incremental model works with, of the model's present shape and of the layout
 * that its table has, which is returned.
 */
export async function makeWorkTables(model: AnalysedModel, context: BuildContext): Promise<Layout> {
  const { warehouse } = context;
  const layout = await layoutOf(warehouse, model.name);
  const { stage, result } = workTables(model.name);
  await warehouse.command(`DROP TABLE IF EXISTS ${identifier(stage)} SYNC`);
  await warehouse.command(createTable(model, stage, layout));
  if (model.per.length === 0) return layout;
  await warehouse.command(`DROP TABLE IF EXISTS ${identifier(result)} SYNC`);
  await warehouse.command(createScratch(model, result));
  await createWorkTable(model, context);
  await createKeyMap(model, context);
  return layout;
}

/** Empties them for the next refresh. */
export async function emptyWorkTables(model: AnalysedModel, { warehouse }: BuildContext): Promise<void> {
  const { stage, result, work } = workTables(model.name);
  const used = model.per.length === 0 ? [stage] : [stage, result, work];
  await Promise.all(used.map((table) => warehouse.command(`TRUNCATE TABLE ${identifier(table)} SYNC`)));
}
