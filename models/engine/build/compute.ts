import { identifier, qualified } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { canRead } from '../analyse/parse-names.ts';
import { type Shadow, shadowed } from '../analyse/with-clause.ts';
import { deliveryViews } from '../deliveries.ts';
import type { OdsSource } from '../ods-source.ts';
import type { BuildContext } from './context.ts';

export type Restriction = {
  /** Condition on the deliveries of an ODS table; all of them where absent. */
  ods?: (source: OdsSource) => string;
  /** Condition on the rows of a stored upstream, by name. */
  upstreams?: ReadonlyMap<string, string>;
};

/**
 * The SELECT of a model over what it is to be fed with: ODS views over the given deliveries, upstreams restricted,
 * views unfolded. A WHERE may follow.
 */
export function computation(
  model: AnalysedModel,
  context: Pick<BuildContext, 'warehouse' | 'project'>,
  restriction: Restriction = {},
): string {
  const { database } = context.warehouse;
  const { models } = context.project;
  const needs = columnsNeeded(model, models);
  const ods = model.ods.flatMap((source) =>
    (model.snapshot ? deliveryViews(source.views[0]!) : source.views).map((view) => ({
      name: view.name,
      select: view.select(qualified(database, source.table), { needs, where: restriction.ods?.(source) }),
    })),
  );
  const upstreams: Shadow[] = [...(restriction.upstreams ?? [])].map(([name, condition]) => ({
    name,
    select: `SELECT * FROM ${qualified(database, name)} WHERE ${condition}`,
  }));
  const views = model.views.map((name) => ({ name, select: models.get(name)!.sql }));
  return shadowed(model.sql, [...ods, ...upstreams, ...views]);
}

/** Which columns of what it reads a model can need, by itself and through the views unfolded into it. */
function columnsNeeded(
  model: AnalysedModel,
  models: ReadonlyMap<string, AnalysedModel>,
): (column: string) => boolean {
  const readers = [model, ...model.views.map((name) => models.get(name)!)].map(
    ({ names }) => names.identifiers,
  );
  if (readers.some((identifiers) => identifiers === undefined)) return () => true;
  return canRead(new Set(readers.flatMap((identifiers) => [...identifiers!])));
}

/** Columns as one text, the same whatever their types: for comparing keys across models. */
export function keyText(columns: readonly string[]): string {
  const parts = columns.map((column) => `ifNull(toString(${identifier(column)}), '\\\\N')`);
  return parts.length === 1 ? parts[0]! : `arrayStringConcat([${parts.join(', ')}], '\\x1f')`;
}

/** `(a, b)` of column names. */
export function tupleOf(columns: readonly string[]): string {
  return `(${columns.map(identifier).join(', ')})`;
}

/** A list of partitions as SQL literals of the partition column. */
export function partitionList(partitions: Iterable<string>): string {
  return [...partitions]
    .map((partition) => `'${partition.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`)
    .join(', ');
}

/** Names of the tables that a model's builds work with. */
export const workTables = (model: string) => ({
  next: `_model_next_${model}`,
  stage: `_model_stage_${model}`,
  result: `_model_result_${model}`,
  work: `_model_work_${model}`,
  keys: `_model_keys_${model}`,
  nextKeys: `_model_next_keys_${model}`,
});
