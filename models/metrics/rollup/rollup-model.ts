import { EntrepotError, nearest } from '#errors';
import { identifier, literal } from '#warehouse';
import type { Model, RollupDeclaration } from '../../engine/project/model.ts';
import type { Measure, MetricModel, TimeColumn } from '../catalogue/catalogue.ts';
import { measureOf } from '../catalogue/measure.ts';
import { classOf } from '../catalogue/model-columns.ts';
import { aggregateSql, scopeColumns } from '../compile/aggregate-sql.ts';
import { policyColumns } from './policy-columns.ts';
import { stateColumn, stretchColumn, stretchMinutes, whyNotKept } from './state-column.ts';

type Column = { name: string; type: string };

/** The stored model a rollup is of, with the columns the warehouse found. */
export type RolledUpModel = Model & { columns: readonly Column[] };

/**
 * Completes a declared rollup with the SELECT that keeps it: a row for each combination of its columns, the stretch of
 * time, the currency of its money and what the model's row policy looks at, so that any question about those is answered
 * from it exactly.
 *
 * @example
 * select fact.`business_day` as `business_day`, toStartOfInterval(fact.`placed_at`, interval 60 minute) as `placed_at__hour`,
 *   fact.`shop_id` as `shop_id`, …, sum(fact.`net_amount`) as `sum__net_amount`
 * from `dwd_trd_order_line_di` as fact group by all
 */
export function rollupModel(declared: Model, rollup: RollupDeclaration, base: RolledUpModel): Model {
  if (base.kind === 'view' || base.rollup) throw notStored(rollup, declared);
  const isPartitioned = base.kind === 'incremental';
  const model = measuredModel(base);
  const time = timeOf(rollup.time ?? base.time, model);
  const measures = keptMeasures(rollup, model, time);
  const stretch = time?.kind === 'instant' ? [stretchColumn(time, rollup.every)] : [];
  const day = time?.kind === 'day' ? [time.column] : [];
  const kept = [
    base.by ?? [],
    day,
    rollup.by,
    policyColumns(base.rows, model.columns.keys()),
    measures.flatMap(({ currency }) => currency ?? []),
  ];
  const columns = [...new Set(kept.flat())];
  for (const column of columns) requireColumn(column, rollup, model);
  const fact = scopeColumns('fact');
  const selected = [
    ...columns.map((column) => `${fact(column)} as ${identifier(column)}`),
    ...stretch.map(
      (column) =>
        `toStartOfInterval(${fact(time!.column)}, interval ${stretchMinutes[rollup.every]} minute) as ${identifier(column)}`,
    ),
    ...measures.map(
      (measure) =>
        `${aggregateSql(measure, fact, (_, value) => literal(value as string), { partial: true })} as ${identifier(stateColumn(measure.aggregate))}`,
    ),
  ];
  const keys = [...columns, ...stretch];
  return {
    ...declared,
    // Kept by the partitions of what it rolls up, where that has any; else built whole.
    kind: isPartitioned ? 'incremental' : 'table',
    by: isPartitioned ? base.by : undefined,
    reads: isPartitioned ? new Map([[base.name, { mode: 'same' }]]) : new Map(),
    rows: base.rows,
    owner: base.owner,
    sql: `select\n  ${selected.join(',\n  ')}\nfrom ${identifier(base.name)} as fact\ngroup by ${keys.map(identifier).join(', ')}`,
    grain: keys,
    order: [...stretch, ...columns],
  };
}

/** The measures of a rollup that can be kept exactly. */
function keptMeasures(
  rollup: RollupDeclaration,
  model: MetricModel,
  time: TimeColumn | undefined,
): Measure[] {
  const all = rollup.aggregates.map((aggregate) => measureOf(aggregate, model, time));
  const kept = all.filter((measure) => whyNotKept(measure) === undefined);
  if (kept.length > 0) return kept;
  throw new EntrepotError('MODEL_INEXACT', 'None of its metrics can be rolled up.', {
    asked: rollup.of,
    available: [...new Set(all.flatMap((measure) => whyNotKept(measure) ?? []))],
    fix: 'Cast floating point columns to Decimal, or remove the rollup.',
  });
}

/** As much of a model as measures and policies look at. */
function measuredModel(base: RolledUpModel): MetricModel {
  return {
    name: base.name,
    columns: new Map(base.columns.map(({ name, type }) => [name, type])),
    ...{ grain: base.grain, rows: base.rows, isSnapshot: base.name.endsWith('_df') },
    ...{ day: undefined, localDay: undefined, dimensions: new Map() },
  };
}

function timeOf(column: string | undefined, model: MetricModel): TimeColumn | undefined {
  const kind = column === undefined ? undefined : classOf(model.columns.get(column) ?? '');
  return column !== undefined && (kind === 'instant' || kind === 'day') ? { column, kind } : undefined;
}

function notStored({ of }: RollupDeclaration, { file, firstLine }: Model): EntrepotError {
  return new EntrepotError('MODEL_INVALID', `«${of}» is not stored, so it cannot be rolled up.`, {
    at: `${file}:${firstLine}`,
    asked: of,
    fix: 'Let the metrics be of a stored model, or remove the rollup.',
  });
}

function requireColumn(column: string, { of }: RollupDeclaration, model: MetricModel): void {
  const type = model.columns.get(column);
  if (type !== undefined && !/^(Array|Map|Tuple|AggregateFunction)\(/.test(type)) return;
  throw new EntrepotError('METRIC_INVALID', `A rollup of ${of} cannot be kept by «${column}».`, {
    asked: column,
    available: nearest(column, model.columns.keys(), 12),
    fix: `Name single-valued columns of ${of}; what is joined by a key comes with the key.`,
  });
}
