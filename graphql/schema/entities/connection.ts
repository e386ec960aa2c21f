import { EntrepotError } from '#errors';
import { knownCaller } from '../../security/caller.ts';
import type { Context } from '../context.ts';
import type { EntityFilter } from './conditions.ts';
import type { Entity } from './entity.ts';
import { countStatement, listStatement } from './entity-query.ts';
import { cursorOf, type Direction, type OrderTerm, totalOrder } from './keyset.ts';
import type { Row } from './loaders.ts';

export type ConnectionArguments = {
  first?: number | null | undefined;
  after?: string | null | undefined;
  skip?: number | null | undefined;
  filter?: EntityFilter | null | undefined;
  search?: string | null | undefined;
  orderBy?: readonly { field: string; direction: Direction }[] | null | undefined;
};

/** A page of rows. */
export type Connection = {
  entity: Entity;
  rows: Row[];
  order: readonly OrderTerm[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Asked only where the document asks: counting reads more than a page does. */
  totalCount(): Promise<number>;
};

const largestPage = 200;
const largestSkip = 10_000;

/** Reads one page of an entity, as far as the caller may see it. */
export async function readConnection(
  entity: Entity,
  asked: ConnectionArguments,
  context: Context,
): Promise<Connection> {
  const { viewer } = knownCaller(context.caller);
  const first = pageSize(asked.first ?? 25);
  const skip = asked.skip ?? 0;
  if (skip < 0 || skip > largestSkip) {
    throw new EntrepotError('INPUT_INVALID', `«skip» is ${skip}.`, {
      asked: String(skip),
      fix: `Skip at most ${largestSkip} rows; filter, or go on from a cursor.`,
    });
  }
  const order = totalOrder(entity, viewer, asked.orderBy ?? []);
  const narrowed = { filter: asked.filter ?? undefined, search: asked.search ?? undefined };
  const after = asked.after ?? undefined;
  const rows = await context.run(listStatement(entity, viewer, { ...narrowed, order, after, first, skip }));
  const page = rows.slice(0, first);
  return {
    entity,
    rows: page,
    order,
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== undefined || skip > 0,
    totalCount: async () => {
      const [counted] = await context.run(countStatement(entity, viewer, narrowed));
      return Number(counted?.total ?? 0);
    },
  };
}

/** Relay's page information of a connection. */
export function pageInfoOf({ rows, order, hasNextPage, hasPreviousPage }: Connection) {
  const [firstRow, lastRow] = [rows[0], rows.at(-1)];
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: firstRow ? cursorOf(order, firstRow) : null,
    endCursor: lastRow ? cursorOf(order, lastRow) : null,
  };
}

export function pageSize(first: number): number {
  if (first >= 0 && first <= largestPage) return first;
  throw new EntrepotError('INPUT_INVALID', `«first» is ${first}.`, {
    asked: String(first),
    fix: `Ask for 0 to ${largestPage} rows a page; bulk is read through /arrow.`,
  });
}
