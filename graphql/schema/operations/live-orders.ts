import { EntrepotError } from '#errors';
import { followModels } from '../../live/follow-models.ts';
import { knownCaller } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';
import { type Entity, pluralOf } from '../entities/entity.ts';
import { listStatement } from '../entities/entity-query.ts';
import { totalOrder } from '../entities/keyset.ts';
import type { Row } from '../entities/loaders.ts';

const typeName = 'Order';
/** What a ticker line can do without. */
const dispensable: ReadonlySet<string> = new Set(['country', 'city', 'units']);
/** Fields a ticker line has where the model has them. */
const tickerFields = {
  orderId: 'String',
  channel: 'String',
  shopId: 'String',
  country: 'String',
  city: 'String',
  placedAt: 'DateTime',
  status: 'String',
  units: 'Decimal',
  totalAmount: 'Decimal',
  currency: 'String',
} as const;

/** The subscription of the newest orders; absent while no model shows orders. */
export function addOrderTicker(builder: Builder, entities: readonly Entity[]): void {
  const entity = entities.find(({ name }) => name === typeName);
  if (!entity?.columns.some(({ field }) => field === 'placedAt')) return;
  const columns = entity.columns.filter(({ field }) => field in tickerFields);
  const order = builder.objectRef<Row>('TickerOrder').implement({
    fields: (t) =>
      Object.fromEntries(
        columns.map(({ name, field, type }) => [
          field,
          t.field({
            type: type.scalar,
            nullable: type.nullable || entity.masked.has(name) || dispensable.has(field),
            resolve: (row) => row[field] as never,
          }),
        ]),
      ),
  });
  builder.subscriptionField('orderTicker', (t) =>
    t.field({
      type: [order],
      description: 'The newest orders, newest first; fires at once and whenever orders change.',
      args: { first: t.arg.int({ defaultValue: 14 }) },
      subscribe: (_root, asked, context) => {
        const { viewer } = knownCaller(context.caller);
        const first = Math.min(Math.max(asked.first ?? 14, 1), 50);
        const newest = totalOrder(entity, viewer, [{ field: 'placedAt', direction: 'desc' }]);
        const statement = () => listStatement(entity, viewer, { order: newest, first });
        return followModels(context, async () => ({
          value: (await context.run(statement())).slice(0, first),
          models: new Set([entity.table]),
        }));
      },
      resolve: (rows: Row[]) => rows,
    }),
  );
}

type ResourceChange = { resource: string; version: string; at: string };

/** The subscription that tells lists when to read again. */
export function addResourceChanges(builder: Builder, entities: readonly Entity[]): void {
  const change = builder.objectRef<ResourceChange>('ResourceChange').implement({
    fields: (t) => ({
      resource: t.exposeString('resource'),
      version: t.exposeString('version'),
      at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
    }),
  });
  const tables = new Map(entities.map((entity) => [pluralOf(entity.name), entity.table]));
  builder.subscriptionField('resourceChanged', (t) =>
    t.field({
      type: change,
      description: 'Says which of the resources (names of the connections, e.g. `orders`) have changed.',
      args: { resources: t.arg.stringList({ required: true }) },
      subscribe: (_root, { resources }, context) => {
        knownCaller(context.caller);
        const unknown = resources.find((resource) => !tables.has(resource));
        if (unknown !== undefined) {
          throw new EntrepotError('INPUT_INVALID', `There is no resource «${unknown}».`, {
            asked: unknown,
            available: [...tables.keys()],
            fix: 'Name connections of the schema.',
          });
        }
        return changesOf(new Map(resources.map((resource) => [tables.get(resource)!, resource])), context);
      },
      resolve: (changed: ResourceChange) => changed,
    }),
  );
}

async function* changesOf(
  resources: ReadonlyMap<string, string>,
  { services, signal }: Parameters<typeof followModels>[0],
): AsyncGenerator<ResourceChange> {
  let seen = services.watermarks.current();
  for (;;) {
    const changed = await services.watermarks.changed(new Set(resources.keys()), seen, signal);
    seen = services.watermarks.current();
    const at = new Date(services.clock()).toISOString();
    for (const model of changed) {
      yield { resource: resources.get(model)!, version: String(seen[model]?.version ?? 0), at };
    }
  }
}
