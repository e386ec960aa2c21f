import type { Resolved } from '../metrics/catalogue/catalogue.ts';
import type {
  Aggregate,
  ColumnExpression,
  Condition,
  Conversion,
  Literal,
} from '../metrics/expression/expression.ts';

/**
 * A formula in one way of writing: blanks, brackets that change nothing and names of metrics in between are gone, and
 * each aggregate says of which model, by what time and in which currency.
 *
 * @example
 * meaningOf(catalogue.metrics.get('average_order_value')!.expression)
 * // 'sum(net_amount) of dwd_trd_order_line_di by placed_at in currency / (distinct(order_id where …) … - …)'
 */
export function meaningOf(node: Resolved): string {
  return written(node);
}

type Node = Resolved | ColumnExpression;

function written(node: Node): string {
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'column':
      return node.name;
    case 'measure': {
      const { aggregate, model, time, currency } = node.measure;
      const by = time ? ` by ${time.column}` : '';
      return `${aggregateText(aggregate)} of ${model.name}${by}${currency === undefined ? '' : ` in ${currency}`}`;
    }
    case 'negate':
      return `-${inner(node.operand)}`;
    case 'binary':
      return `${inner(node.left)} ${node.operator} ${inner(node.right)}`;
  }
}

const inner = (node: Node) => (node.kind === 'binary' ? `(${written(node)})` : written(node));

function aggregateText({ function: called, argument, where, quantile, conversion }: Aggregate): string {
  const value = argument && `${written(argument)}${conversion ? conversionText(conversion) : ''}`;
  const taken = [value, quantile].filter((part) => part !== undefined).join(', ');
  const rows = where === undefined ? '' : `${taken === '' ? '' : ' '}where ${conditionText(where)}`;
  return `${called}(${taken}${rows})`;
}

function conversionText({ model, where, days }: Conversion): string {
  const rows = where === undefined ? '' : ` (${conditionText(where)})`;
  return ` to ${model}${rows} within ${days} days`;
}

function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'flag':
      return condition.column;
    case 'compare':
      return `${condition.column} ${condition.operator} ${literalText(condition.value)}`;
    case 'in':
      return `${condition.column} in (${condition.values.map(literalText).sort().join(', ')})`;
    case 'not':
      return `not (${conditionText(condition.operand)})`;
    default:
      return `(${conditionText(condition.left)} ${condition.kind} ${conditionText(condition.right)})`;
  }
}

const literalText = ({ kind, text }: Literal) => (kind === 'string' ? JSON.stringify(text) : text);
