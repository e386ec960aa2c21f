import { knownCaller } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';
import type { DirectionType, PageInfo } from '../shared-types.ts';
import type { EntityFilter } from './conditions.ts';
import {
  type Connection,
  type ConnectionArguments,
  pageInfoOf,
  pageSize,
  readConnection,
} from './connection.ts';
import { type Entity, type EntityColumn, pluralOf, singularOf } from './entity.ts';
import { createFilterTypes, type FilterTypes } from './filter-types.ts';
import { globalIdOf, parseGlobalId } from './global-id.ts';
import { cursorOf, type Direction, totalOrder } from './keyset.ts';
import { type Link, linksOf } from './links.ts';
import type { Row } from './loaders.ts';

/** What a row that `node(id)` found is a row of. */
const entityOfRow = new WeakMap<Row, Entity>();

type EntityRef = ReturnType<typeof rowRef>;
export type EntityRefs = ReadonlyMap<Entity, EntityRef>;

/** Types and root fields of every exposed model; gives the type of each. */
export function addEntities(
  builder: Builder,
  entities: readonly Entity[],
  { pageInfo, direction }: Pick<Shared, 'pageInfo' | 'direction'>,
): EntityRefs {
  const node = builder.interfaceRef<Row>('Node').implement({
    description: 'Anything with an id of its own.',
    resolveType: (row) => entityOfRow.get(row)?.name,
    fields: (t) => ({ id: t.id({ resolve: (row) => globalIdOf(entityOfRow.get(row)!, row) }) }),
  });
  builder.queryField('node', (t) =>
    t.field({
      type: node,
      nullable: true,
      args: { id: t.arg.id({ required: true }) },
      resolve: async (_root, { id }, context) => {
        knownCaller(context.caller);
        const { entity, key } = parseGlobalId(id, entities);
        const row = await context.loaders().byKey(entity, key);
        if (row) entityOfRow.set(row, entity);
        return row ?? null;
      },
    }),
  );
  const filters = createFilterTypes(builder);
  const refs = new Map(entities.map((entity) => [entity, rowRef(builder, entity)]));
  for (const [entity, ref] of refs) {
    addObject(builder, entity, ref, node, refs, linksOf(entity, entities));
    addRootFields(builder, entity, ref, { filters, direction, pageInfo });
  }
  return refs;
}

function rowRef(builder: Builder, entity: Entity) {
  return builder.objectRef<Row>(entity.name);
}

function addObject(
  builder: Builder,
  entity: Entity,
  ref: EntityRef,
  node: ReturnType<ReturnType<Builder['interfaceRef']>['implement']>,
  refs: ReadonlyMap<Entity, EntityRef>,
  links: readonly Link[],
): void {
  ref.implement({
    description: entity.description,
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ resolve: (row) => globalIdOf(entity, row) }),
      ...Object.fromEntries(
        entity.columns.map(({ name, field, description, type }) => [
          field,
          t.field({
            type: type.list ? ['String'] : type.scalar,
            nullable: type.nullable || entity.masked.has(name),
            ...(description ? { description } : {}),
            resolve: (row) => row[field] as never,
          }),
        ]),
      ),
    }),
  });
  for (const link of links) addLink(builder, ref, link, refs.get(link.to)!);
}

function addLink(builder: Builder, ref: EntityRef, link: Link, to: EntityRef): void {
  const keyOf = (row: Row) => link.own.map(({ field }) => row[field]);
  builder.objectField(ref, link.field, (t) =>
    link.many
      ? t.field({
          type: [to],
          description: `The first ${pluralOf(link.to.name)} of this row, in the order of their key.`,
          args: { first: t.arg.int({ defaultValue: 20 }) },
          resolve: (row, { first }, context) => {
            const order = totalOrder(link.to, knownCaller(context.caller).viewer, []);
            const parent = keyOf(row).map(String);
            return context.loaders().children(link.to, link.other, parent, order, pageSize(first ?? 20));
          },
        })
      : t.field({
          type: to,
          nullable: true,
          resolve: async (row, _arguments, context) => {
            const key = keyOf(row);
            if (key.some((part) => part === null || part === undefined || part === '')) return null;
            return (await context.loaders().byKey(link.to, key.map(String))) ?? null;
          },
        }),
  );
}

type Shared = { filters: FilterTypes; direction: DirectionType; pageInfo: PageInfo };

function addRootFields(builder: Builder, entity: Entity, ref: EntityRef, shared: Shared): void {
  const connection = connectionRef(builder, entity, ref, shared.pageInfo);
  const { filter, order } = inputRefs(builder, entity, shared);
  builder.queryField(pluralOf(entity.name), (t) =>
    t.field({
      type: connection,
      description: entity.description,
      args: {
        first: t.arg.int({ defaultValue: 25, description: 'Rows of the page, at most 200.' }),
        after: t.arg.string(),
        skip: t.arg.int({
          defaultValue: 0,
          description: 'Rows to leave out, at most 10,000: for jumping to a page.',
        }),
        filter: t.arg({ type: filter }),
        search: t.arg.string({ description: 'Text that occurs in any text column.' }),
        orderBy: t.arg({ type: [order] }),
      },
      resolve: (_root, asked, context) => readConnection(entity, asked as ConnectionArguments, context),
    }),
  );
  builder.queryField(singularOf(entity.name), (t) =>
    t.field({
      type: ref,
      nullable: true,
      description: `One row of ${pluralOf(entity.name)}; null where there is none that the caller may see.`,
      args: Object.fromEntries(entity.key.map(({ field }) => [field, t.arg.id({ required: true })])),
      resolve: async (_root, asked: Readonly<Record<string, unknown>>, context) => {
        knownCaller(context.caller);
        const key = entity.key.map(({ field }) => String(asked[field]));
        return (await context.loaders().byKey(entity, key)) ?? null;
      },
    }),
  );
}

function connectionRef(builder: Builder, entity: Entity, ref: EntityRef, pageInfo: PageInfo) {
  const edge = builder.objectRef<{ connection: Connection; row: Row }>(`${entity.name}Edge`).implement({
    fields: (t) => ({
      cursor: t.string({ resolve: ({ connection, row }) => cursorOf(connection.order, row) }),
      node: t.field({ type: ref, resolve: ({ row }) => row }),
    }),
  });
  return builder.objectRef<Connection>(`${entity.name}Connection`).implement({
    fields: (t) => ({
      totalCount: t.int({ resolve: (connection) => connection.totalCount() }),
      nodes: t.field({ type: [ref], resolve: ({ rows }) => rows }),
      edges: t.field({
        type: [edge],
        resolve: (connection) => connection.rows.map((row) => ({ connection, row })),
      }),
      pageInfo: t.field({ type: pageInfo, resolve: pageInfoOf }),
    }),
  });
}

function inputRefs(builder: Builder, entity: Entity, { filters, direction }: Shared) {
  const columns = entity.columns.filter(({ type }) => !type.list);
  const field = builder.enumType(`${entity.name}Field`, {
    values: Object.fromEntries(
      columns.map((column: EntityColumn) => [column.field, { value: column.field }]),
    ),
  });
  const filter = builder.inputRef<EntityFilter>(`${entity.name}Filter`).implement({
    fields: (t) =>
      Object.fromEntries(
        columns.map((column) => [column.field, t.field({ type: filters.of(column.type.scalar) })]),
      ),
  });
  const order = builder.inputRef<{ field: string; direction: Direction }>(`${entity.name}Order`).implement({
    fields: (t) => ({
      field: t.field({ type: field, required: true }),
      direction: t.field({ type: direction, required: true }),
    }),
  });
  return { filter, order };
}
