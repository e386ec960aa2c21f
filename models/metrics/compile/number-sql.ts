import type { Measure, Resolved } from '../catalogue/catalogue.ts';
import { numberTypeOf } from '../catalogue/resolve.ts';

/**
 * Digits behind the point that converted money carries: 12 of the amount and 18 of the rate, so that the product is
 * exact. 46 digits are left before the point.
 */
export const moneyScale = 30;

/** A formula over measures that have become columns. A quotient by zero is null. */
export function numberSql(node: Resolved, measureSql: (measure: Measure) => string): string {
  if (node.kind === 'number') return node.text.includes('.') ? `toDecimal256('${node.text}', 6)` : node.text;
  if (node.kind === 'measure') return measureSql(node.measure);
  if (node.kind === 'negate') return `(-${numberSql(node.operand, measureSql)})`;
  const [left, right] = [numberSql(node.left, measureSql), numberSql(node.right, measureSql)];
  const type = numberTypeOf(node);
  if (node.operator === '/') {
    if (type === 'float') return `(toFloat64(${left}) / nullIf(toFloat64(${right}), 0))`;
    const divisor = `toDecimal256(if(${right} = 0, 1, ${right}), 6)`;
    return `if(${right} = 0, null, divideDecimal(toDecimal256(${left}, ${moneyScale}), ${divisor}, ${moneyScale}))`;
  }
  if (type === 'float') return `(toFloat64(${left}) ${node.operator} toFloat64(${right}))`;
  return `(${left} ${node.operator} ${right})`;
}
