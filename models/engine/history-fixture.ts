import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Warehouse } from '#warehouse';
import type { OdsSource, OdsViewUse } from './ods-source.ts';

/** A small project over three kinds of events, for tests of the engine. */
const envelope = `entity_id String, entity_version UInt64, op Enum8('upsert' = 1, 'delete' = 2),
  event_time DateTime64(3, 'UTC')`;
const delivery = `_partition UInt32, _offset UInt64, _ingested_at DateTime64(3, 'UTC') DEFAULT now64(3)`;

const bodies: Readonly<Record<string, string>> = {
  ods_order: `order_id String, shop_id LowCardinality(String), placed_at DateTime64(3, 'UTC'),
    \`lines.sku\` Array(String), \`lines.qty\` Array(Decimal(18, 4)), \`lines.amount\` Array(Decimal(38, 6))`,
  ods_refund: 'refund_id String, order_id Nullable(String), amount Decimal(38, 6)',
  ods_product: 'sku String, category LowCardinality(String), status LowCardinality(String)',
};

const latest = (from: string, use?: OdsViewUse) => `SELECT * FROM (
  SELECT * FROM ${from} WHERE ${use?.where ?? '1'} ORDER BY entity_version DESC, _offset DESC, _partition DESC LIMIT 1 BY entity_id
) WHERE op = 'upsert'`;

export const fixtureSources: readonly OdsSource[] = [
  {
    table: 'ods_order',
    keyColumn: 'order_id',
    views: [
      { name: 'ods_order_latest', select: latest },
      {
        name: 'ods_order_lines',
        select: (
          from,
          use,
        ) => `SELECT order_id, shop_id, placed_at, sku, qty, amount, lines_index FROM (${latest(from, use)})
          ARRAY JOIN \`lines.sku\` AS sku, \`lines.qty\` AS qty, \`lines.amount\` AS amount,
            arrayEnumerate(\`lines.sku\`) AS lines_index`,
      },
    ],
  },
  { table: 'ods_refund', keyColumn: 'refund_id', views: [{ name: 'ods_refund_latest', select: latest }] },
  { table: 'ods_product', keyColumn: 'sku', views: [{ name: 'ods_product_latest', select: latest }] },
];

/** Creates the event tables and their views. */
export async function createFixtureTables(warehouse: Warehouse): Promise<void> {
  for (const { table, views } of fixtureSources) {
    await warehouse.command(
      `CREATE TABLE ${table} (${envelope}, ${bodies[table]}, ${delivery}) ENGINE = MergeTree
       PARTITION BY toYYYYMM(_ingested_at) ORDER BY (entity_id, entity_version, _partition, _offset)`,
    );
    for (const { name, select } of views) await warehouse.command(`CREATE VIEW ${name} AS ${select(table)}`);
  }
}

export const fixtureFiles: Readonly<Record<string, string>> = {
  'seeds/dim_shop.csv': 'shop_id,zone,region\ns1,UTC,west\ns2,Asia/Tokyo,east\n',
  'dim/dim_sku.sql': `-- Goods as last known.
-- kind: table
-- grain: sku
-- checks: unique(grain)
select sku, category, status from ods_product_latest`,
  'dim/dim_sku_history.sql': `-- Goods as they were.
-- kind: snapshot by sku
-- checks: unique(grain)
select sku, category, upper(status) as status  -- as the channel wrote it
from ods_product_latest where category != 'c2'`,
  'dim/dim_sku_versions.sql': `-- kind: snapshot by sku each version
select sku, category, status from ods_product_latest`,
  'dim/sku_lookup.sql': `-- kind: dictionary by sku
select sku, category, status from dim_sku`,
  'ads/ads_looked_up.sql': `-- kind: table
-- grain: category
select dictGetOrDefault('sku_lookup', 'category', sku, 'none') as category, sum(qty) as qty from dwd_line
where dictGet('sku_lookup', 'status', sku) != 'gone' group by category`,
  'dwd/dwd_line.sql': `-- Order lines.
-- kind: incremental by day
-- per: order_id
-- reads: dim_sku by sku, dim_shop by shop_id
-- grain: order_id, lines_index
-- checks: unique(grain), not_null(sku)
select
  line.order_id as order_id,
  line.lines_index as lines_index,
  toDate(formatDateTime(line.placed_at, '%F', if(shop.zone = '', 'UTC', shop.zone))) as day,  -- in the shop's zone
  line.shop_id as shop_id,
  shop.region as region,
  line.sku as sku,
  sku.category as category,
  line.qty as qty,
  line.amount as amount
from ods_order_lines as line
left join dim_shop as shop on shop.shop_id = line.shop_id
left join dim_sku as sku on sku.sku = line.sku`,
  'dwd/dwd_order.sql': `-- Orders with what was given back.
-- kind: incremental by day
-- per: order_id
-- grain: order_id
-- checks: unique(grain)
select o.order_id as order_id, toDate(o.placed_at) as day, o.shop_id as shop_id, r.refunded as refunded, r.refunds as refunds
from ods_order_latest as o
left join (
  select ifNull(order_id, '') as order_id, sum(amount) as refunded, count() as refunds from ods_refund_latest group by order_id
) as r on r.order_id = o.order_id`,
  'dws/dws_day.sql': `-- Sales of a day by category; goods that are gone do not count.
-- kind: incremental by day
-- reads: dwd_line same, dim_sku by sku
-- grain: day, category
-- checks: unique(grain)
select line.day as day, line.category as category, sum(line.qty) as qty, sum(line.amount) as amount, uniqExact(line.order_id) as orders
from dwd_line as line
inner join dim_sku as sku on sku.sku = line.sku
where sku.status = 'active'
group by day, category`,
  'dws/dws_three_days.sql': `-- Sales of a day and the two before.
-- kind: incremental by day
-- reads: dws_day -2..0
-- grain: day, category
select arrayJoin([day, day + 1, day + 2]) as day, category, sum(amount) as amount
from dws_day group by day, category`,
  'metrics/lines.yml': `model: dwd_line
time: day
rollups:
  by_shop: [shop_id, category]
metrics:
  units: sum(qty)
  lines: count(where qty > 1)
  orders: distinct(order_id)
  orders_west: approx_distinct(order_id where region = 'west')
  most: max(qty)
  median: percentile(qty, 0.5)
  mean: avg(qty)
`,
  'dws/lines_of_active.sql': `-- kind: view
select line.* from dwd_line as line inner join dim_sku as sku on sku.sku = line.sku where sku.status = 'active'`,
  'ads/ads_category.sql': `-- Sales of the ten days before the day.
-- kind: table
-- reads: dws_day -10..-1
-- grain: category
select category, sum(amount) as amount, sum(orders) as orders from dws_day
where day between {as_of:Date} - 10 and {as_of:Date} - 1 group by category`,
  'ads/ads_region.sql': `-- kind: table
-- grain: region
select region, sum(amount) as amount, {reporting_currency:String} as currency from lines_of_active group by region`,
};

/** Names of the fixture's stored models. */
export const storedModels = [
  ...[
    'dim_shop',
    'dim_sku',
    'dwd_line',
    'dwd_order',
    'dws_day',
    'dws_three_days',
    'ads_category',
    'ads_region',
    'dwd_line_by_shop',
    'ads_looked_up',
    'dim_sku_history',
    'dim_sku_versions',
  ],
] as const;

/** Writes the project, with other or more files where given, to a folder of its own. */
export async function writeProject(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'entrepot-models-'));
  for (const [path, text] of Object.entries({ ...fixtureFiles, ...files })) {
    await mkdir(join(directory, path, '..'), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return directory;
}

type Delivery = {
  table: string;
  id: string;
  version: number;
  op?: 'upsert' | 'delete';
  /** Time of the event, ms. */
  at?: number;
  body: Record<string, unknown>;
};

/** Stores events as the sink would: offsets of a Kafka partition grow, one insert at a time. */
export class Deliveries {
  readonly #warehouse: Warehouse;
  readonly #next = new Map<string, number>();

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  async store(deliveries: readonly Delivery[]): Promise<void> {
    const rows = new Map<string, Record<string, unknown>[]>();
    for (const { table, id, version, op, at, body } of deliveries) {
      const partition = id.charCodeAt(id.length - 1) % 2;
      const offset = this.#next.get(`${table} ${partition}`) ?? 0;
      this.#next.set(`${table} ${partition}`, offset + 1);
      const row = {
        ...{
          entity_id: id,
          entity_version: version,
          op: op ?? 'upsert',
          event_time: new Date(at ?? 0).toISOString(),
        },
        ...body,
        ...{ _partition: partition, _offset: offset },
      };
      rows.set(`${table} ${partition}`, [...(rows.get(`${table} ${partition}`) ?? []), row]);
    }
    for (const [place, batch] of rows) await this.#warehouse.insertRows(place.split(' ')[0]!, batch);
  }
}

/** Every cell of a table, as text, in an order that does not depend on how rows lie. */
export async function cells(warehouse: Warehouse, table: string): Promise<string[]> {
  const columns = await warehouse.rows<{ name: string; type: string }>(`DESCRIBE (SELECT * FROM ${table})`);
  // The same set may lie in a state in any order; which bytes there are tells it from others.
  const values = columns.map(({ name, type }) =>
    type.startsWith('AggregateFunction(')
      ? `(finalizeAggregation(${name}), arrayStringConcat(arraySort(splitByString('', hex(${name})))))`
      : `\`${name}\``,
  );
  const rows = await warehouse.rows<{ row: string }>(
    `SELECT toJSONString(tuple(${values.join(', ')})) AS row FROM ${table} ORDER BY row`,
  );
  return rows.map(({ row }) => row);
}
