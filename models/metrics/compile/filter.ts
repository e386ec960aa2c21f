import { EntrepotError } from '#errors';
import { classOf } from '../catalogue/model-columns.ts';
import type { Filter } from '../query.ts';
import type { Bind } from './binder.ts';
import type { Scope } from './scope.ts';

type Leaf = Extract<Filter, { dimension: string }>;

const deepest = 20;

/** A filter as a condition over a scope. Values are bound, whatever they hold. */
export function filterSql(filter: Filter, scope: Scope, bind: Bind, depth = 0): string {
  if (depth > deepest) {
    throw new EntrepotError('QUERY_INVALID', `The filter is more than ${deepest} levels deep.`, {
      fix: 'Write «in» instead of nested «or».',
    });
  }
  const inner = (child: Filter) => filterSql(child, scope, bind, depth + 1);
  if ('and' in filter) return filter.and.length === 0 ? 'true' : `(${filter.and.map(inner).join(' and ')})`;
  if ('or' in filter) return filter.or.length === 0 ? 'false' : `(${filter.or.map(inner).join(' or ')})`;
  if ('not' in filter) return `not ${inner(filter.not)}`;
  return leafSql(filter, scope, bind);
}

function leafSql(leaf: Leaf, scope: Scope, bind: Bind): string {
  const { sql, type } = scope.dimension(leaf.dimension);
  const kind = classOf(type);
  const column = kind === 'text' ? `ifNull(${sql}, '')` : sql;
  const value = (text: string) => boundValue(leaf.dimension, text, kind, bind);
  const conditions = [
    leaf.eq === undefined ? [] : [`${column} = ${value(leaf.eq)}`],
    leaf.in === undefined ? [] : [memberSql(column, leaf.in, value)],
    leaf.like === undefined ? [] : [`toString(${column}) like ${bind('String', leaf.like)}`],
    leaf.gte === undefined ? [] : [`${column} >= ${value(leaf.gte)}`],
    leaf.lt === undefined ? [] : [`${column} < ${value(leaf.lt)}`],
  ].flat();
  if (conditions.length === 0) {
    throw new EntrepotError('QUERY_INVALID', `The condition on «${leaf.dimension}» asks for nothing.`, {
      asked: leaf.dimension,
      available: ['eq', 'in', 'like', 'gte', 'lt'],
      fix: 'Give at least one operator.',
    });
  }
  // A value that is not known fulfils no condition, and so every negation.
  return `ifNull(${conditions.join(' and ')}, false)`;
}

function memberSql(column: string, members: readonly string[], value: (text: string) => string): string {
  return members.length === 0 ? 'false' : `${column} in (${members.map(value).join(', ')})`;
}

function boundValue(dimension: string, text: string, kind: ReturnType<typeof classOf>, bind: Bind): string {
  if (kind === 'day') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return bind('Date32', text);
    throw unfit(dimension, text, 'Write a date as 2026-03-01.');
  }
  if (kind === 'flag' || kind === 'int') {
    if (text === 'true' || text === 'false') return bind('Bool', text === 'true');
    throw unfit(dimension, text, 'Write true or false.');
  }
  return bind('String', text);
}

function unfit(dimension: string, text: string, fix: string): EntrepotError {
  return new EntrepotError('QUERY_INVALID', `«${text}» is no value of «${dimension}».`, { asked: text, fix });
}
