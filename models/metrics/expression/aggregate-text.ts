import type { Aggregate, ColumnExpression, Condition, Conversion, Literal } from './expression.ts';

/**
 * An aggregate as a metric file would write it.
 *
 * @example
 * aggregateText(parse("distinct( order_id where not is_reversal )")) // distinct(order_id where not is_reversal)
 */
export function aggregateText({
  function: called,
  argument,
  where,
  quantile,
  conversion,
}: Aggregate): string {
  const taken = [argument && columnText(argument), quantile].filter((part) => part !== undefined).join(', ');
  const parts = [taken, conversion && conversionText(conversion), where && `where ${conditionText(where)}`];
  return `${called}(${parts.filter(Boolean).join(' ')})`;
}

function conversionText({ model, where, days }: Conversion): string {
  return `to ${model}${where ? ` (${conditionText(where)})` : ''} within ${days} days`;
}

function columnText(expression: ColumnExpression): string {
  if (expression.kind === 'number') return expression.text;
  if (expression.kind === 'column') return expression.name;
  if (expression.kind === 'negate') return `-${columnText(expression.operand)}`;
  const { operator, left, right } = expression;
  return `(${columnText(left)} ${operator} ${columnText(right)})`;
}

function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'flag':
      return condition.column;
    case 'compare':
      return `${condition.column} ${condition.operator} ${literalText(condition.value)}`;
    case 'in':
      return `${condition.column} in (${condition.values.map(literalText).join(', ')})`;
    case 'not':
      return `not ${conditionText(condition.operand)}`;
    default:
      return `(${conditionText(condition.left)} ${condition.kind} ${conditionText(condition.right)})`;
  }
}

function literalText({ kind, text }: Literal): string {
  return kind === 'number' ? text : `'${text}'`;
}
