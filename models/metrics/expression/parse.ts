import { EntrepotError, nearest } from '#errors';
import {
  type Aggregate,
  type AggregateFunction,
  aggregateFunctions,
  type ColumnExpression,
  type Expression,
  type Operator,
} from './expression.ts';
import { parseCondition } from './parse-condition.ts';
import { parseConversion } from './parse-conversion.ts';
import { Reader } from './reader.ts';

/**
 * Reads a metric's formula.
 *
 * @example
 * parseExpression("sum(amount where level = 'NR') / orders")
 */
export function parseExpression(text: string): Expression {
  const reader = new Reader(text);
  const expression = parseSum<Expression>(reader, metricAtom);
  if (reader.peek().kind !== 'end') throw reader.unexpected('The end of the formula');
  return expression;
}

type Atom<Node> = (reader: Reader) => Node;
type Arithmetic<Node> =
  | Node
  | { kind: 'negate'; operand: Node }
  | { kind: 'binary'; operator: Operator; left: Node; right: Node };

/** The four operations, over whatever the atoms are; `*` and `/` bind closer, all group to the left. */
function parseSum<Node>(reader: Reader, atom: Atom<Node>): Node {
  return leftward(reader, ['+', '-'], () => leftward(reader, ['*', '/'], () => parseUnary(reader, atom)));
}

function leftward<Node>(reader: Reader, operators: readonly Operator[], operand: () => Node): Node {
  let left = operand();
  for (;;) {
    const operator = operators.find((symbol) => reader.take(symbol));
    if (operator === undefined) return left;
    const node: Arithmetic<Node> = { kind: 'binary', operator, left, right: operand() };
    left = node as Node;
  }
}

function parseUnary<Node>(reader: Reader, atom: Atom<Node>): Node {
  if (reader.take('-')) {
    const node: Arithmetic<Node> = { kind: 'negate', operand: parseUnary(reader, atom) };
    return node as Node;
  }
  if (reader.take('(')) {
    const inner = parseSum(reader, atom);
    reader.expect(')');
    return inner;
  }
  return atom(reader);
}

function metricAtom(reader: Reader): Expression {
  if (reader.peek().kind === 'number') return { kind: 'number', text: reader.next().text };
  const name = reader.word('A metric, an aggregate or a number');
  if (!reader.take('(')) return { kind: 'metric', name };
  const called = aggregateFunctions.find((known) => known === name.toLowerCase());
  if (called) return parseAggregate(reader, called);
  throw new EntrepotError('METRIC_INVALID', `There is no aggregate «${name}».`, {
    asked: reader.source,
    available: nearest(name, aggregateFunctions, aggregateFunctions.length),
    fix: `Did you mean «${nearest(name, aggregateFunctions, 1)[0]}»?`,
  });
}

function parseAggregate(reader: Reader, called: AggregateFunction): Aggregate {
  const node: Aggregate = { kind: 'aggregate', function: called };
  const bare = called === 'count' && (isWhere(reader) || reader.peek().text === ')');
  if (!bare) node.argument = parseSum<ColumnExpression>(reader, columnAtom);
  if (called === 'percentile') {
    reader.expect(',');
    node.quantile = quantile(reader);
  }
  if (called === 'converted') node.conversion = parseConversion(reader);
  if (reader.take('where')) node.where = parseCondition(reader);
  reader.expect(')');
  return node;
}

function columnAtom(reader: Reader): ColumnExpression {
  if (reader.peek().kind === 'number') return { kind: 'number', text: reader.next().text };
  if (isWhere(reader)) throw reader.unexpected('A column');
  return { kind: 'column', name: reader.word('A column') };
}

function quantile(reader: Reader): string {
  const { kind, text } = reader.peek();
  if (kind !== 'number' || Number(text) > 1) throw reader.unexpected('A number from 0 to 1');
  return reader.next().text;
}

function isWhere(reader: Reader): boolean {
  const { kind, text } = reader.peek();
  return kind === 'word' && text.toLowerCase() === 'where';
}
