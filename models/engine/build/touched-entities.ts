import { identifier, qualified } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import type { OdsSource } from '../ods-source.ts';
import { tupleOf, workTables } from './compute.ts';
import type { BuildContext } from './context.ts';
import { newerParts } from './ods-watch.ts';

/**
 * Feeds a model only entities that ever named a key of the work table: an entity's winner is chosen among all its
 * deliveries, so all of them come along.
 */
export function entitiesOfWork(
  model: AnalysedModel,
  { warehouse }: BuildContext,
): (source: OdsSource) => string {
  const work = `SELECT ${tupleOf(model.per).slice(1, -1)} FROM ${qualified(warehouse.database, workTables(model.name).work)}`;
  return (source) => {
    const table = qualified(warehouse.database, source.table);
    const key = model.odsKeys.get(source.table)!;
    const entities = key.isEntity
      ? work
      : `SELECT entity_id FROM (${keyRows(source, model, table, '1')}) WHERE (${keyNames(model)}) IN (${work})`;
    return `entity_id IN (${entities})`;
  };
}

/**
 * Keys named by any version of an entity that `deliveries` touch, as one text each: where an entity was, and where it
 * is now.
 */
export function touchedKeys(
  source: OdsSource,
  model: AnalysedModel,
  deliveries: string,
  afterBlock: number | undefined,
): string {
  const table = identifier(source.table);
  const recent = `${newerParts(afterBlock)} AND (${deliveries})`;
  const entities = model.odsKeys.get(source.table)!.isEntity
    ? recent
    : `entity_id IN (SELECT entity_id FROM ${table} WHERE ${recent})`;
  const text = model.per.map((_, index) => `toString(k${index})`).join(', ');
  return `SELECT DISTINCT toJSONString([${text}]) AS key FROM (${keyRows(source, model, table, entities)})`;
}

/** Entities with the keys that their deliveries name, as `entity_id, k0, k1, …`. */
function keyRows(source: OdsSource, model: AnalysedModel, table: string, where: string): string {
  const { expressions } = model.odsKeys.get(source.table)!;
  const keys = expressions.map((expression, index) => `${expression} AS k${index}`).join(', ');
  return `SELECT entity_id, ${keys} FROM ${table} WHERE ${where}`;
}

const keyNames = (model: AnalysedModel) => model.per.map((_, index) => `k${index}`).join(', ');
