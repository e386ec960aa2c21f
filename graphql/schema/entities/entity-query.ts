import { type Bind, createBinder, type Viewer } from '#models';
import { identifier, type Parameters, stringLiteral } from '#warehouse';
import { type EntityFilter, filterCondition, searchCondition } from './conditions.ts';
import { type Entity, type EntityColumn, readableColumns } from './entity.ts';
import { afterCursor, type OrderTerm, orderBy } from './keyset.ts';

export type Statement = { sql: string; parameters: Parameters };

export type ListQuery = {
  filter?: EntityFilter | undefined;
  search?: string | undefined;
  order: readonly OrderTerm[];
  after?: string | undefined;
  first: number;
  skip?: number | undefined;
};

/** Rows of a list, one more than asked for, which tells whether there is a next page. */
export function listStatement(entity: Entity, viewer: Viewer, query: ListQuery): Statement {
  return statement((bind) => {
    const from = visibleRows(entity, viewer, bind, [
      ...userConditions(entity, viewer, query, bind),
      query.after === undefined ? undefined : afterCursor(query.order, query.after, bind),
    ]);
    const limit = bind('UInt32', query.first + 1);
    const offset = query.skip ? ` offset ${bind('UInt32', query.skip)}` : '';
    return `select ${selection(entity, viewer)}\n${from}\norder by ${orderBy(query.order)}\nlimit ${limit}${offset}`;
  });
}

/** How many rows a list has in all. */
export function countStatement(
  entity: Entity,
  viewer: Viewer,
  query: Pick<ListQuery, 'filter' | 'search'>,
): Statement {
  return statement((bind) => {
    const from = visibleRows(entity, viewer, bind, userConditions(entity, viewer, query, bind));
    return `select count() as total\n${from}`;
  });
}

/** The rows whose `columns` have one of these values; each value is a tuple in the order of the columns. */
export function keyStatement(
  entity: Entity,
  viewer: Viewer,
  columns: readonly EntityColumn[],
  values: readonly (readonly string[])[],
): Statement {
  return statement((bind) => {
    const from = visibleRows(entity, viewer, bind, [tupleIn(columns, values)]);
    return `select ${selection(entity, viewer)}\n${from}`;
  });
}

/** The first rows of each of several parents, by a column that names the parent. */
export function childrenStatement(
  entity: Entity,
  viewer: Viewer,
  link: readonly EntityColumn[],
  parents: readonly (readonly string[])[],
  order: readonly OrderTerm[],
  first: number,
): Statement {
  return statement((bind) => {
    const from = visibleRows(entity, viewer, bind, [tupleIn(link, parents)]);
    const by = link.map(({ name }) => identifier(name)).join(', ');
    return `select ${selection(entity, viewer)}\n${from}\norder by ${orderBy(order)}\nlimit ${bind('UInt32', first)} by ${by}`;
  });
}

/** All visible rows that a filter leaves, for bulk export: readable columns under their own names. */
export function exportStatement(
  entity: Entity,
  viewer: Viewer,
  query: Pick<ListQuery, 'filter' | 'search'>,
  limit: number,
): Statement {
  return statement((bind) => {
    const columns = readableColumns(entity, viewer).map(({ name }) => identifier(name));
    const from = visibleRows(entity, viewer, bind, userConditions(entity, viewer, query, bind));
    return `select ${columns.join(', ')}\n${from}\nlimit ${bind('UInt64', limit)}`;
  });
}

/**
 * The only place that names an entity's table, so that there is no statement without the viewer's row policy. It comes
 * first, and every other condition stands in brackets of its own and can only narrow it.
 */
function visibleRows(
  entity: Entity,
  viewer: Viewer,
  bind: Bind,
  conditions: readonly (string | undefined)[],
): string {
  const given = conditions.filter((condition) => condition !== undefined);
  const where = [entity.policy(viewer, bind), ...given].map((condition) => `(${condition})`).join('\n  and ');
  return `from ${identifier(entity.table)}\nwhere ${where}`;
}

function userConditions(
  entity: Entity,
  viewer: Viewer,
  { filter, search }: Pick<ListQuery, 'filter' | 'search'>,
  bind: Bind,
): (string | undefined)[] {
  return [
    filter && filterCondition(entity, viewer, filter, bind),
    search === undefined ? undefined : searchCondition(entity, viewer, search, bind),
  ];
}

/** Columns under their field names; masked ones are not even read. */
function selection(entity: Entity, viewer: Viewer): string {
  return readableColumns(entity, viewer)
    .map(({ name, field }) =>
      field === name ? identifier(name) : `${identifier(name)} as ${identifier(field)}`,
    )
    .join(', ');
}

/** Keys are written as literals: they come from rows already read, and hundreds of parameters outgrow an address. */
function tupleIn(columns: readonly EntityColumn[], values: readonly (readonly string[])[]): string {
  const names = columns.map(({ name }) => `toString(${identifier(name)})`);
  const tuples = values.map((tuple) => tuple.map(stringLiteral).join(', '));
  if (columns.length !== 1)
    return `(${names.join(', ')}) in (${tuples.map((tuple) => `(${tuple})`).join(', ')})`;
  const [column] = columns;
  const name = column?.type.scalar === 'String' ? identifier(column.name) : names[0];
  return `${name} in (${tuples.join(', ')})`;
}

function statement(write: (bind: Bind) => string): Statement {
  const { bind, parameters } = createBinder();
  return { sql: write(bind), parameters };
}
