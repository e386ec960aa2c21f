import { EntrepotError } from '#errors';
import type { Bind, Viewer } from '#models';
import { identifier } from '#warehouse';
import { type Entity, type EntityColumn, readableColumn, readableColumns } from './entity.ts';

/** The operators of one column; several of them must all hold. */
export type ColumnFilter = {
  eq?: unknown;
  in?: readonly unknown[] | null;
  gte?: unknown;
  lt?: unknown;
  like?: string | null;
  isNull?: boolean | null;
};

/** Filter of an entity: by field, all of them must hold. */
export type EntityFilter = Readonly<Record<string, ColumnFilter | null | undefined>>;

const mostMembers = 200;

/** The condition of a filter; undefined where it asks for nothing. */
export function filterCondition(
  entity: Entity,
  viewer: Viewer,
  filter: EntityFilter,
  bind: Bind,
): string | undefined {
  const parts = Object.entries(filter).flatMap(([field, operators]) =>
    operators ? columnConditions(readableColumn(entity, viewer, field), operators, bind) : [],
  );
  return parts.length > 0 ? parts.map((part) => `(${part})`).join(' and ') : undefined;
}

/** True where any text column holds the text, upper and lower case alike. */
export function searchCondition(
  entity: Entity,
  viewer: Viewer,
  search: string,
  bind: Bind,
): string | undefined {
  const text = search.trim();
  const columns = readableColumns(entity, viewer).filter(
    ({ type }) => type.scalar === 'String' && !type.list,
  );
  if (text === '' || columns.length === 0) return undefined;
  const placeholder = bind('String', text);
  return columns
    .map(
      ({ name }) =>
        `positionCaseInsensitiveUTF8(ifNull(toString(${identifier(name)}), ''), ${placeholder}) > 0`,
    )
    .join(' or ');
}

/** A bound value of the column's own type. */
export function boundValue(column: EntityColumn, value: unknown, bind: Bind): string {
  return column.type.cast.replace('$', bind(column.type.parameter, value));
}

function columnConditions(column: EntityColumn, operators: ColumnFilter, bind: Bind): string[] {
  const name = identifier(column.name);
  const value = (given: unknown) => boundValue(column, given, bind);
  const parts: string[] = [];
  if (isGiven(operators.eq)) parts.push(`${name} = ${value(operators.eq)}`);
  if (isGiven(operators.in)) parts.push(memberOf(name, operators.in, value));
  if (isGiven(operators.gte)) parts.push(`${name} >= ${value(operators.gte)}`);
  if (isGiven(operators.lt)) parts.push(`${name} < ${value(operators.lt)}`);
  if (isGiven(operators.like)) parts.push(`toString(${name}) ilike ${bind('String', operators.like)}`);
  if (isGiven(operators.isNull)) parts.push(operators.isNull ? `${name} is null` : `${name} is not null`);
  return parts;
}

function memberOf(name: string, members: readonly unknown[], value: (given: unknown) => string): string {
  if (members.length > mostMembers) {
    throw new EntrepotError('INPUT_INVALID', `A filter lists ${members.length} values.`, {
      asked: String(members.length),
      fix: `List at most ${mostMembers}, or ask in several parts.`,
    });
  }
  return members.length === 0 ? 'false' : `${name} in (${members.map(value).join(', ')})`;
}

function isGiven<Value>(value: Value): value is NonNullable<Value> {
  return value !== undefined && value !== null;
}
