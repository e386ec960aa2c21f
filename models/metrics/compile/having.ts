import { EntrepotError, nearest } from '#errors';
import { identifier } from '#warehouse';
import type { FigureFilter } from '../query.ts';
import type { Bind } from './binder.ts';
import type { CompiledColumn } from './columns.ts';

type Leaf = Extract<FigureFilter, { field: string }>;

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
const deepest = 10;

/** The rows of a statement that a condition on figures keeps. Figures are compared as they are, before any rounding. */
export function havingSql(
  statement: string,
  having: FigureFilter | undefined,
  columns: readonly CompiledColumn[],
  bind: Bind,
): string[] {
  if (having === undefined) return [statement];
  return [`select * from (\n${statement}\n)`, `where ${conditionSql(having, columns, bind, 0)}`];
}

function conditionSql(
  having: FigureFilter,
  columns: readonly CompiledColumn[],
  bind: Bind,
  depth: number,
): string {
  if (depth > deepest) {
    throw new EntrepotError('QUERY_INVALID', `«having» is more than ${deepest} levels deep.`, {
      fix: 'Write fewer levels.',
    });
  }
  const inner = (child: FigureFilter) => conditionSql(child, columns, bind, depth + 1);
  if ('and' in having) return having.and.length === 0 ? 'true' : `(${having.and.map(inner).join(' and ')})`;
  if ('or' in having) return having.or.length === 0 ? 'false' : `(${having.or.map(inner).join(' or ')})`;
  if ('not' in having) return `not ${inner(having.not)}`;
  return leafSql(having, columns, bind);
}

function leafSql(leaf: Leaf, columns: readonly CompiledColumn[], bind: Bind): string {
  const column = columns.find(({ name }) => name === leaf.field);
  if (column === undefined) {
    throw new EntrepotError('QUERY_INVALID', `The answer has no figure «${leaf.field}».`, {
      asked: leaf.field,
      available: nearest(
        leaf.field,
        columns.map(({ name }) => name),
        8,
      ),
      fix: 'Conditions on dimensions go into «where», on figures of the answer into «having».',
    });
  }
  const type = column.type === 'float' ? 'Float64' : 'Decimal(76, 18)';
  const conditions = Object.entries(operators).flatMap(([name, operator]) => {
    const bound = leaf[name as keyof typeof operators];
    return bound === undefined ? [] : [`${identifier(leaf.field)} ${operator} ${bind(type, bound)}`];
  });
  if (conditions.length === 0) {
    throw new EntrepotError('QUERY_INVALID', `The condition on «${leaf.field}» asks for nothing.`, {
      asked: leaf.field,
      available: Object.keys(operators),
      fix: 'Give at least one operator.',
    });
  }
  return `ifNull(${conditions.join(' and ')}, false)`;
}
