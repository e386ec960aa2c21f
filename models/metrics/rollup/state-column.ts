import { createHash } from 'node:crypto';
import type { RollupDeclaration } from '../../engine/project/model.ts';
import type { Measure, TimeColumn } from '../catalogue/catalogue.ts';
import { classOf } from '../catalogue/model-columns.ts';
import type { Aggregate } from '../expression/expression.ts';
import { argumentColumns } from '../expression/walk.ts';

/** Minutes of a stretch of time that a rollup keeps together. */
export const stretchMinutes = { hour: 60, half_hour: 30, quarter_hour: 15 } as const;

/**
 * The column that keeps an aggregate: it says what is in it, so that a column that is there can be relied on, whatever
 * the file says by now.
 *
 * @example
 * stateColumn(parse('sum(net_amount)')) // sum__net_amount
 * stateColumn(parse("distinct(order_id where status = 'paid')")) // distinct__order_id_1f0c72aa
 */
export function stateColumn(aggregate: Aggregate): string {
  const { argument, where, quantile } = aggregate;
  const plain = where === undefined && quantile === undefined && (!argument || argument.kind === 'column');
  const name = `${aggregate.function}__${argumentColumns(aggregate).join('_') || 'rows'}`;
  if (plain) return name;
  return `${name}_${createHash('sha256').update(JSON.stringify(aggregate)).digest('hex').slice(0, 8)}`;
}

/** The column of the stretch a row's instant lies in; a day is kept as it is. */
export function stretchColumn({ column, kind }: TimeColumn, every: RollupDeclaration['every']): string {
  return kind === 'day' ? column : `${column}__${every}`;
}

/** Why no rollup can keep a measure exactly; undefined where one can. */
export function whyNotKept(measure: Measure): string | undefined {
  const { function: called } = measure;
  if (called === 'last') {
    return 'a level is the last one of each thing, which a sum over things has lost';
  }
  if (called === 'converted') return 'what follows a row in time is known of the row only';
  if (measure.type === 'float' && called === 'sum') {
    return 'sums of floating point numbers depend on their order';
  }
  const takesFloat = argumentColumns(measure.aggregate).some(
    (column) => classOf(measure.model.columns.get(column) ?? '') === 'float',
  );
  if (called === 'avg' && takesFloat) return 'averages of floating point numbers depend on their order';
  return undefined;
}
