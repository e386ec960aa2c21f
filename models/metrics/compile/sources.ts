import type { Measure, MetricModel, TimeColumn } from '../catalogue/catalogue.ts';
import { bareType } from '../catalogue/model-columns.ts';
import { stateColumn } from '../rollup/state-column.ts';
import { aggregateSql, mergedSql, scopeColumns } from './aggregate-sql.ts';
import { conversionSql } from './conversion.ts';
import type { Branch, Plan } from './plan.ts';
import type { RollupUse } from './rollup-use.ts';
import type { Scope } from './scope.ts';
import { periodSql } from './time-column.ts';

/** A table that rows of a branch are read from, and how its figures are made of them. */
export type Source = {
  model: MetricModel;
  time: TimeColumn | undefined;
  conditions(scope: Scope): string[];
  figure(measure: Measure, place: Place): string;
};

/** Where a figure stands, what it is called, and whether it is to be put together with others. */
type Place = { partial: boolean; scope: Scope; name: string };

/** The model itself, over the branch's period. */
export function modelSource(branch: Branch, plan: Plan): Source {
  const { model, time, period } = branch;
  return {
    ...{ model, time },
    conditions: (scope) => (time ? periodSql(model, time, period, plan, scope) : []),
    figure: (measure, { partial, scope, name }) => {
      const also = conversionSql(measure, branch, plan, scope, name);
      return aggregateSql(measure, scopeColumns('fact'), plan.bind, { partial, also });
    },
  };
}

/**
 * Where the rows of a branch are read: from the model; or from a rollup, and from the model only what the rollup does not
 * know exactly: the ends of the period that are no whole stretches, and partitions that it has not taken in yet. Every row
 * of the model is in exactly one of the two.
 */
export function sourcesOf(branch: Branch, plan: Plan): Source[] {
  const rows = modelSource(branch, plan);
  if (branch.rollup === undefined) return [rows];
  const { rollup, inside, hasEdges, stale } = branch.rollup;
  const { time } = branch;
  const kept = rollup.time?.column;
  const isStale = staleSql(branch.rollup, branch.model, plan);
  const states: Source = {
    ...{ model: rollup.model, time: kept },
    conditions: (scope) => [
      ...(kept ? periodSql(rollup.model, kept, inside, plan, scope) : []),
      ...(isStale ? [`not (${isStale(scope)})`] : []),
    ],
    figure: (measure, { partial }) =>
      mergedSql(measure, scopeColumns('fact')(stateColumn(measure.aggregate)), partial),
  };
  if (!hasEdges && stale.length === 0) return [states];
  const rest = (scope: Scope) => [
    ...(hasEdges && time
      ? [`not (${periodSql(branch.model, time, inside, plan, scope).join(' and ')})`]
      : []),
    ...(isStale ? [isStale(scope)] : []),
  ];
  return [
    states,
    { ...rows, conditions: (scope) => [...rows.conditions(scope), `(${rest(scope).join(' or ')})`] },
  ];
}

/** Rows of partitions that the rollup has not taken in; both tables have the column. A table has one partition, ''. */
function staleSql(
  { rollup, stale }: RollupUse,
  model: MetricModel,
  { bind }: Plan,
): ((scope: Scope) => string) | undefined {
  if (stale.length === 0) return undefined;
  if (rollup.by === undefined) return () => 'true';
  const type = bareType(model.columns.get(rollup.by) ?? 'String');
  const values = stale.map((partition) => bind(type, partition));
  return (scope) => `${scope.column(rollup.by!)} in (${values.join(', ')})`;
}
