import { EntrepotError, nearest } from '#errors';
import type { Aggregate, Expression } from '../expression/expression.ts';
import { parseExpression } from '../expression/parse.ts';
import type { Unit } from '../query.ts';
import type { Measure, MetricKind, NumberType, Resolved } from './catalogue.ts';
import type { MetricDefinition } from './definition.ts';

export type ResolvedMetric = {
  definition: MetricDefinition;
  expression: Resolved;
  kind: MetricKind;
  unit: Unit;
  type: NumberType;
};

/** Turns an aggregate of the file a metric is written in into a measure. */
export type MeasureMaker = (aggregate: Aggregate, definition: MetricDefinition) => Measure;

/** Follows metrics into metrics until only measures are left. One resolver serves one reading of all files. */
export function createResolver(
  definitions: ReadonlyMap<string, MetricDefinition>,
  makeMeasure: MeasureMaker,
) {
  const known = new Map<string, ResolvedMetric>();

  function metric(name: string, path: readonly string[]): ResolvedMetric {
    const done = known.get(name);
    if (done) return done;
    const definition = definitions.get(name);
    if (!definition) {
      throw new EntrepotError('METRIC_UNKNOWN', `There is no metric «${name}».`, {
        asked: name,
        available: nearest(name, definitions.keys()),
        fix: 'Outside an aggregate, names are metrics.',
      });
    }
    if (path.includes(name)) {
      throw new EntrepotError(
        'METRIC_INVALID',
        `«${name}» is defined by itself: ${[...path, name].join(' → ')}.`,
        {
          asked: name,
          fix: 'Break the circle.',
        },
      );
    }
    const written = parseExpression(definition.expr);
    const expression = follow(written, definition, [...path, name]);
    const inferred = unitOf(expression);
    const resolved = {
      definition,
      expression,
      kind: kindOf(written),
      unit: definition.unit ?? (inferred === 'ratio' && name.endsWith('_rate') ? 'percent' : inferred),
      type: numberTypeOf(expression),
    };
    known.set(name, resolved);
    return resolved;
  }

  function follow(node: Expression, definition: MetricDefinition, path: readonly string[]): Resolved {
    if (node.kind === 'number') return node;
    if (node.kind === 'metric') return metric(node.name, path).expression;
    if (node.kind === 'aggregate') return { kind: 'measure', measure: makeMeasure(node, definition) };
    if (node.kind === 'negate') return { ...node, operand: follow(node.operand, definition, path) };
    return {
      ...node,
      left: follow(node.left, definition, path),
      right: follow(node.right, definition, path),
    };
  }

  return (name: string): ResolvedMetric => metric(name, []);
}

function kindOf(written: Expression): MetricKind {
  if (written.kind === 'negate') return kindOf(written.operand);
  if (written.kind === 'binary' && written.operator === '/') return 'ratio';
  if (written.kind !== 'aggregate') return 'derived';
  const kinds = {
    sum: 'additive',
    count: 'additive',
    last: 'semi_additive',
    distinct: 'distinct',
    approx_distinct: 'distinct',
    converted: 'distinct',
    avg: 'average',
    min: 'extreme',
    max: 'extreme',
    percentile: 'percentile',
  } as const;
  return kinds[written.function];
}

/** Money stays money over sums and counts; like over like is a ratio. */
export function unitOf(node: Resolved): Unit {
  if (node.kind === 'number') return 'count';
  if (node.kind === 'measure') return node.measure.currency === undefined ? 'count' : 'money';
  if (node.kind === 'negate') return unitOf(node.operand);
  const [left, right] = [unitOf(node.left), unitOf(node.right)];
  if (node.operator === '/') return left === 'money' && right !== 'money' ? 'money' : 'ratio';
  if (node.operator === '*') return left === 'money' || right === 'money' ? 'money' : left;
  if ((left === 'money') !== (right === 'money')) {
    throw new EntrepotError(
      'METRIC_INVALID',
      `Money and ${left === 'money' ? right : left} cannot be added.`,
      {
        fix: 'Add like to like.',
      },
    );
  }
  return left;
}

/** Quotients are floating point, except money per something, which stays exact. */
export function numberTypeOf(node: Resolved): NumberType {
  if (node.kind === 'number') return node.text.includes('.') ? 'decimal' : 'int';
  if (node.kind === 'measure') return node.measure.type;
  if (node.kind === 'negate') return numberTypeOf(node.operand);
  if (node.operator === '/' && unitOf(node) !== 'money') return 'float';
  const types = [numberTypeOf(node.left), numberTypeOf(node.right)];
  if (types.includes('float')) return 'float';
  return types.includes('decimal') || node.operator === '/' ? 'decimal' : 'int';
}
