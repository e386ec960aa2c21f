import type { Condition, Literal } from './expression.ts';
import type { Reader } from './reader.ts';

const comparisons = ['=', '!=', '<=', '>=', '<', '>'] as const;

/** `level = 'NR' and (not is_cancelled or qty > 0)`; `and` binds closer than `or`. */
export function parseCondition(reader: Reader): Condition {
  let left = parseAnd(reader);
  while (reader.take('or')) left = { kind: 'or', left, right: parseAnd(reader) };
  return left;
}

function parseAnd(reader: Reader): Condition {
  let left = parseNot(reader);
  while (reader.take('and')) left = { kind: 'and', left, right: parseNot(reader) };
  return left;
}

function parseNot(reader: Reader): Condition {
  if (reader.take('not')) return { kind: 'not', operand: parseNot(reader) };
  if (reader.take('(')) {
    const inner = parseCondition(reader);
    reader.expect(')');
    return inner;
  }
  const column = reader.word('a column');
  if (reader.take('in')) return { kind: 'in', column, values: parseList(reader) };
  if (reader.take('not')) {
    reader.expect('in');
    return { kind: 'not', operand: { kind: 'in', column, values: parseList(reader) } };
  }
  const operator = comparisons.find((symbol) => reader.take(symbol));
  return operator
    ? { kind: 'compare', column, operator, value: parseLiteral(reader) }
    : { kind: 'flag', column };
}

function parseList(reader: Reader): Literal[] {
  reader.expect('(');
  const values = [parseLiteral(reader)];
  while (reader.take(',')) values.push(parseLiteral(reader));
  reader.expect(')');
  return values;
}

function parseLiteral(reader: Reader): Literal {
  const sign = reader.take('-') ? '-' : '';
  const { kind, text } = reader.peek();
  if (kind === 'number' || (kind === 'string' && sign === '')) {
    reader.next();
    return { kind, text: sign + text };
  }
  throw reader.unexpected("A number or 'text'");
}
