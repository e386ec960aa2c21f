import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { connectWarehouse, identifier, type Warehouse } from '#warehouse';
import { isoDay } from '../company/days.ts';
import type { World } from '../company/world/world.ts';
import { companyHistory, type HistorySettings, simulatedWorld } from './company-history.ts';

/** Columns of the models that features read, as far as they read them. */
const tables: Readonly<Record<string, string>> = {
  dws_trd_sku_channel_1d:
    'business_day Date, sku String, channel LowCardinality(String), country LowCardinality(String), ' +
    'currency LowCardinality(String), units Decimal(38, 4), orders UInt64, gross_amount Decimal(38, 6), ' +
    'discount_amount Decimal(38, 6), net_amount Decimal(38, 6)',
  dwd_mkt_ad_perf_di:
    'business_day Date, platform LowCardinality(String), campaign_id String, sku String, ' +
    'channel LowCardinality(String), country LowCardinality(String), shop_id String, ' +
    'currency LowCardinality(String), spend_amount Decimal(38, 6)',
  dwd_inv_stock_df:
    'stock_day Date, node_id String, sku String, lot String, bin String, available Decimal(18, 4), ' +
    "inbound Decimal(18, 4), as_of DateTime64(3, 'UTC')",
  dim_sku:
    'sku String, parent_sku String, brand String, category String, supplier_id String, launch_date Nullable(Date32)',
};

const orders: Readonly<Record<string, string>> = {
  dws_trd_sku_channel_1d: 'business_day, sku, channel, country, currency',
  dwd_mkt_ad_perf_di: 'business_day, channel, platform',
  dwd_inv_stock_df: 'stock_day, node_id, sku',
  dim_sku: 'sku',
};

export type Access = { url: string; user: string; password: string };

/** Writes a simulated company's history into a database of its own, straight as models. */
export async function writeHistory(
  access: Access,
  database: string,
  settings: HistorySettings,
  onDay: (day: string) => void = () => {},
): Promise<World> {
  const world = simulatedWorld(settings);
  const warehouse = await emptyDatabase(access, database);
  try {
    const sales = opened(warehouse, 'dws_trd_sku_channel_1d');
    const ads = opened(warehouse, 'dwd_mkt_ad_perf_di');
    const stock = opened(warehouse, 'dwd_inv_stock_df');
    const skus = opened(warehouse, 'dim_sku');
    await skus.write(skuRows(world));
    for (const history of companyHistory(world, settings)) {
      await sales.write(history.sales);
      await ads.write(history.ads);
      await stock.write(history.stock);
      onDay(history.day);
    }
    for (const each of [skus, sales, ads, stock]) await each.end();
    return world;
  } finally {
    await warehouse.close();
  }
}

/**
 * A database in which history is coarse up to a day and fine after it, as an installation's is whose company began to
 * be told buyer by buyer on that day: sales are taken from two others, everything else from the fine one.
 */
export async function joinHistories(
  access: Access,
  database: string,
  { coarse, fine, fineFrom }: { coarse: string; fine: string; fineFrom: string },
): Promise<void> {
  const warehouse = await emptyDatabase(access, database, false);
  try {
    for (const table of Object.keys(tables).filter((each) => each !== 'dws_trd_sku_channel_1d')) {
      await warehouse.command(`CREATE VIEW ${table} AS SELECT * FROM ${identifier(fine)}.${table}`);
    }
    await warehouse.command(`
      CREATE VIEW dws_trd_sku_channel_1d AS
      SELECT * FROM ${identifier(coarse)}.dws_trd_sku_channel_1d WHERE business_day < '${fineFrom}'
      UNION ALL
      SELECT * FROM ${identifier(fine)}.dws_trd_sku_channel_1d WHERE business_day >= '${fineFrom}'`);
  } finally {
    await warehouse.close();
  }
}

async function emptyDatabase(access: Access, database: string, withTables = true): Promise<Warehouse> {
  const system = connectWarehouse({ ...access, database: 'default' });
  await system.command(`DROP DATABASE IF EXISTS ${identifier(database)} SYNC`);
  await system.command(`CREATE DATABASE ${identifier(database)}`);
  await system.close();
  const warehouse = connectWarehouse({ ...access, database });
  if (withTables) {
    for (const [table, columns] of Object.entries(tables)) {
      await warehouse.command(
        `CREATE TABLE ${table} (${columns}) ENGINE = MergeTree ORDER BY (${orders[table]})`,
      );
    }
  }
  return warehouse;
}

function skuRows(world: World): string[] {
  return world.skus.map((sku) =>
    [sku.sku, sku.parent, sku.brand, sku.category.department, sku.supplier.id, isoDay(sku.launchDay)].join(
      '\t',
    ),
  );
}

function opened(warehouse: Warehouse, table: string) {
  const body = new PassThrough({ highWaterMark: 1 << 20 });
  const inserted = warehouse.insertBytes({ table, format: 'TSV', body });
  // Awaited in end(); a refusal before that must not count as unhandled.
  inserted.catch(() => body.destroy());
  return {
    async write(rows: readonly string[]): Promise<void> {
      if (rows.length === 0) return;
      if (!body.write(`${rows.join('\n')}\n`)) await Promise.race([once(body, 'drain'), inserted]);
    },
    async end(): Promise<void> {
      body.end();
      await inserted;
    },
  };
}
