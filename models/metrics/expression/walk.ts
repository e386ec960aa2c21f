import type { Aggregate, ColumnExpression, Condition, Expression } from './expression.ts';

/** Names of the metrics a formula speaks of. */
export function metricsIn(expression: Expression): string[] {
  return leaves(expression).flatMap((leaf) => (leaf.kind === 'metric' ? [leaf.name] : []));
}

/** The aggregates of a formula, metrics not followed. */
export function aggregatesIn(expression: Expression): Aggregate[] {
  return leaves(expression).flatMap((leaf) => (leaf.kind === 'aggregate' ? [leaf] : []));
}

/** Columns an aggregate takes its value from; those of its condition are in {@link conditionColumns}. */
export function argumentColumns(aggregate: Aggregate): string[] {
  return aggregate.argument ? columnsIn(aggregate.argument) : [];
}

export function conditionColumns(condition: Condition | undefined): string[] {
  if (condition === undefined) return [];
  if ('operand' in condition) return conditionColumns(condition.operand);
  if ('left' in condition) {
    return [...conditionColumns(condition.left), ...conditionColumns(condition.right)];
  }
  return [condition.column];
}

type Leaf = Exclude<Expression, { kind: 'negate' | 'binary' }>;

function leaves(expression: Expression): Leaf[] {
  if (expression.kind === 'negate') return leaves(expression.operand);
  if (expression.kind === 'binary') return [...leaves(expression.left), ...leaves(expression.right)];
  return [expression];
}

function columnsIn(expression: ColumnExpression): string[] {
  if (expression.kind === 'column') return [expression.name];
  if (expression.kind === 'negate') return columnsIn(expression.operand);
  if (expression.kind === 'binary') return [...columnsIn(expression.left), ...columnsIn(expression.right)];
  return [];
}
