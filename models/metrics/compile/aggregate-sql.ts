import { identifier } from '#warehouse';
import type { Measure, MetricModel } from '../catalogue/catalogue.ts';
import { bareType } from '../catalogue/model-columns.ts';
import type { ColumnExpression, Condition, Literal } from '../expression/expression.ts';
import type { Bind } from './binder.ts';

/** How names become SQL in the place where the aggregate stands. */
export type Columns = (name: string) => string;

/** As much of a measure as its SQL depends on. */
export type Aggregated = Pick<Measure, 'aggregate' | 'function'> & { model: Pick<MetricModel, 'columns'> };

/**
 * An aggregate in one pass over rows; `last` needs more and is written by its branch. `partial` gives what can be put
 * together with other partial results: a sum or count as it is, a state of everything else. `also` is one more condition
 * on rows.
 */
export function aggregateSql(
  measure: Aggregated,
  columns: Columns,
  bind: Bind,
  { partial = false, also }: { partial?: boolean; also?: string | undefined } = {},
): string {
  const { argument, where, quantile } = measure.aggregate;
  const state = partial && !addsUp(measure);
  const plain = argument && columnSql(argument, columns);
  // The least or middle of nothing is unknown, not zero.
  const value = addsUp(measure) || isOfKeys(measure) ? plain : `toNullable(${plain})`;
  const conditions = [where && conditionSql(where, columns, measure, bind), also].filter(Boolean);
  const rows = conditions.length > 0 ? conditions.join(' and ') : undefined;
  const call = (name: string, parameters = '') =>
    rows
      ? `${name}${state ? 'State' : ''}If${parameters}(${[value, rows].filter(Boolean).join(', ')})`
      : `${name}${state ? 'State' : ''}${parameters}(${value ?? ''})`;
  switch (measure.function) {
    case 'distinct':
    case 'converted':
      return call('uniqExact');
    case 'approx_distinct':
      return call('uniq');
    case 'percentile':
      return call('quantileExact', `(${quantile})`);
    case 'last':
    case 'sum':
      return call('sum');
    default:
      return call(measure.function);
  }
}

/** Partial results, kept in a column, as one: the value, or again what can be put together with others. */
export function mergedSql(measure: Aggregated, column: string, partial: boolean): string {
  if (addsUp(measure)) return `sum(${column})`;
  const merge = `Merge${partial ? 'State' : ''}`;
  switch (measure.function) {
    case 'distinct':
    case 'converted':
      return `uniqExact${merge}(${column})`;
    case 'approx_distinct':
      return `uniq${merge}(${column})`;
    case 'percentile':
      return `quantileExact${merge}(${measure.aggregate.quantile})(${column})`;
    default:
      return `${measure.function}${merge}(${column})`;
  }
}

/** Whether parts of it are values that are summed, rather than states that are merged. */
function addsUp({ function: called }: Aggregated): boolean {
  return called === 'sum' || called === 'count' || called === 'last';
}

/** Whether it counts keys: of nothing there are none. */
function isOfKeys({ function: called }: Aggregated): boolean {
  return called === 'distinct' || called === 'approx_distinct' || called === 'converted';
}

export function columnSql(expression: ColumnExpression, columns: Columns): string {
  if (expression.kind === 'number') return expression.text;
  if (expression.kind === 'column') return columns(expression.name);
  if (expression.kind === 'negate') return `(-${columnSql(expression.operand, columns)})`;
  const { operator, left, right } = expression;
  return `(${columnSql(left, columns)} ${operator} ${columnSql(right, columns)})`;
}

export function conditionSql(
  condition: Condition,
  columns: Columns,
  measure: Aggregated,
  bind: Bind,
): string {
  const inner = (child: Condition) => conditionSql(child, columns, measure, bind);
  switch (condition.kind) {
    case 'flag':
      return `ifNull(${columns(condition.column)}, 0) != 0`;
    case 'compare':
      return `ifNull(${columns(condition.column)} ${condition.operator} ${literalSql(condition.value, measure, condition.column, bind)}, false)`;
    case 'in': {
      const values = condition.values.map((value) => literalSql(value, measure, condition.column, bind));
      return `ifNull(${columns(condition.column)} in (${values.join(', ')}), false)`;
    }
    case 'not':
      return `not (${inner(condition.operand)})`;
    default:
      return `(${inner(condition.left)} ${condition.kind} ${inner(condition.right)})`;
  }
}

function literalSql(value: Literal, measure: Aggregated, column: string, bind: Bind): string {
  if (value.kind === 'number') return value.text;
  const type = bareType(measure.model.columns.get(column) ?? 'String');
  return bind(/^Date/.test(type) ? type : 'String', value.text);
}

/** Columns of the model as they are called inside a scope. */
export function scopeColumns(prefix: string): Columns {
  return (name) => `${prefix}.${identifier(name)}`;
}
