import DataLoader from 'dataloader';
import type { Viewer } from '#models';
import type { Entity, EntityColumn } from './entity.ts';
import { childrenStatement, keyStatement, type Statement } from './entity-query.ts';
import type { OrderTerm } from './keyset.ts';

/** A row under its field names. */
export type Row = Readonly<Record<string, unknown>>;
export type RunStatement = (statement: Statement) => Promise<Row[]>;
type Key = readonly string[];

/**
 * Batches what one request asks row by row: all customers of a page of orders are one statement. Made anew for each
 * request, so that nothing is shared between viewers.
 */
export type EntityLoaders = {
  byKey(entity: Entity, key: Key): Promise<Row | undefined>;
  children(
    entity: Entity,
    link: readonly EntityColumn[],
    parent: Key,
    order: readonly OrderTerm[],
    first: number,
  ): Promise<Row[]>;
};

const largestBatch = 200;

export function createEntityLoaders(viewer: Viewer, run: RunStatement): EntityLoaders {
  const loaders = new Map<string, DataLoader<Key, Row[], string>>();
  const loaderOf = (
    name: string,
    statementOf: (keys: readonly Key[]) => Statement,
    link: readonly EntityColumn[],
  ) => {
    let loader = loaders.get(name);
    if (!loader) {
      const load = async (keys: readonly Key[]) => grouped(keys, await run(statementOf(keys)), link);
      loader = new DataLoader(load, { maxBatchSize: largestBatch, cacheKeyFn: textOf });
      loaders.set(name, loader);
    }
    return loader;
  };
  return {
    byKey: async (entity, key) => {
      const statementOf = (keys: readonly Key[]) => keyStatement(entity, viewer, entity.key, keys);
      const rows = await loaderOf(`${entity.name} by key`, statementOf, entity.key).load(key);
      return rows[0];
    },
    children: (entity, link, parent, order, first) => {
      const name = [entity.name, first, ...link.map((column) => column.name)].join(' ');
      const statementOf = (parents: readonly Key[]) =>
        childrenStatement(entity, viewer, link, parents, order, first);
      return loaderOf(name, statementOf, link).load(parent);
    },
  };
}

/** The rows of each key, in the order of the keys. */
function grouped(keys: readonly Key[], rows: readonly Row[], link: readonly EntityColumn[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const text = textOf(link.map(({ field }) => String(row[field])));
    const group = groups.get(text);
    if (group) group.push(row);
    else groups.set(text, [row]);
  }
  return keys.map((key) => groups.get(textOf(key)) ?? []);
}

function textOf(key: Key): string {
  return JSON.stringify(key);
}
