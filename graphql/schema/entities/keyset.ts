import { EntrepotError } from '#errors';
import type { Bind, Viewer } from '#models';
import { identifier } from '#warehouse';
import { boundValue } from './conditions.ts';
import { type Entity, type EntityColumn, readableColumn } from './entity.ts';

export type Direction = 'asc' | 'desc';
export type OrderTerm = { column: EntityColumn; direction: Direction };

/**
 * The total order of a list: what was asked for, then the key, so that no two rows are equal and a page never repeats
 * or skips one, whatever is inserted meanwhile.
 */
export function totalOrder(
  entity: Entity,
  viewer: Viewer,
  asked: readonly { field: string; direction: Direction }[],
): OrderTerm[] {
  const terms = asked.map(({ field, direction }) => ({
    column: readableColumn(entity, viewer, field),
    direction,
  }));
  const direction = terms[0]?.direction ?? 'asc';
  const rest = entity.key.filter((column) => !terms.some((term) => term.column === column));
  const seen = new Set<EntityColumn>();
  return [...terms, ...rest.map((column) => ({ column, direction }))].filter(
    ({ column }) => !seen.has(column) && seen.add(column),
  );
}

/** Missing values come last in either direction. */
export function orderBy(order: readonly OrderTerm[]): string {
  return order
    .map(({ column, direction }) => `${identifier(column.name)} ${direction} nulls last`)
    .join(', ');
}

/** Opaque text that tells where in an order a row stands. */
export function cursorOf(order: readonly OrderTerm[], row: Readonly<Record<string, unknown>>): string {
  const place = [signatureOf(order), ...order.map(({ column }) => row[column.field] ?? null)];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Holds for the rows that come after the cursor. */
export function afterCursor(order: readonly OrderTerm[], cursor: string, bind: Bind): string {
  const place = placeOf(order, cursor);
  return order.reduceRight<string>((rest, term, index) => {
    const { after, same } = comparison(term, place[index], bind);
    return rest === '' ? after : `(${after} or (${same} and ${rest}))`;
  }, '');
}

function comparison(
  { column, direction }: OrderTerm,
  value: unknown,
  bind: Bind,
): { after: string; same: string } {
  const name = identifier(column.name);
  if (value === null || value === undefined) return { after: 'false', same: `${name} is null` };
  const bound = boundValue(column, value, bind);
  const beyond = `${name} ${direction === 'asc' ? '>' : '<'} ${bound}`;
  return {
    after: column.type.nullable ? `(${beyond} or ${name} is null)` : beyond,
    same: `${name} = ${bound}`,
  };
}

function placeOf(order: readonly OrderTerm[], cursor: string): unknown[] {
  const place = decoded(cursor);
  if (Array.isArray(place) && place.length === order.length + 1 && place[0] === signatureOf(order)) {
    return place.slice(1);
  }
  throw new EntrepotError('INPUT_INVALID', 'This cursor does not belong to this list and order.', {
    asked: cursor,
    fix: 'Use `endCursor` of the previous page with the same `orderBy`, or start again without `after`.',
  });
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function signatureOf(order: readonly OrderTerm[]): string {
  return order.map(({ column, direction }) => `${direction === 'asc' ? '+' : '-'}${column.field}`).join('');
}
