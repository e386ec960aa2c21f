import type { Warehouse } from '#warehouse';

const dayLength = 86_400_000;

export type SalesRow = {
  business_day: string;
  sku: string;
  channel: string;
  country: string;
  currency: string;
  units: number;
  orders: number;
  gross_amount: number;
  discount_amount: number;
};

/** `2026-01-31` plus days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayLength).toISOString().slice(0, 10);
}

/** Sales of three SKUs in two channels over fifteen months, irregular but the same every time. */
export function handMadeSales(asOf: string): SalesRow[] {
  const rows: SalesRow[] = [];
  let state = 7;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let age = 450; age >= 0; age--) {
    for (const [sku, pace, from] of [
      ['A1', 6, 450],
      ['B2', 0.6, 450],
      ['C3', 3, 20],
    ] as const) {
      for (const [channel, country, currency] of [
        ['amazon', 'US', 'USD'],
        ['amazon', 'DE', 'EUR'],
        ['shopify', 'US', 'USD'],
      ] as const) {
        const units = Math.floor(next() * 2 * pace);
        const price = 10 + Math.floor(next() * 4);
        const discounted = next() < 0.2;
        if (units === 0 || age > from) continue;
        const gross_amount = units * price;
        const discount_amount = discounted ? gross_amount / 4 : 0;
        const orders = Math.max(1, units - 1);
        const business_day = addDays(asOf, -age);
        rows.push({
          business_day,
          sku,
          channel,
          country,
          currency,
          units,
          orders,
          gross_amount,
          discount_amount,
        });
      }
    }
  }
  return rows;
}

/** The tables that feature models read, with hand-made rows in them. */
export async function writeHandMade(
  warehouse: Warehouse,
  sales: readonly SalesRow[],
  asOf: string,
): Promise<void> {
  const low = 'LowCardinality(String)';
  const tables = {
    dws_trd_sku_channel_1d: `business_day Date, sku String, channel ${low}, country ${low}, currency ${low},
      units Decimal(38, 4), orders UInt64, gross_amount Decimal(38, 6), discount_amount Decimal(38, 6)`,
    dwd_mkt_ad_perf_di: `business_day Date, platform ${low}, sku String, channel ${low}, country ${low},
      shop_id String, currency ${low}, spend_amount Decimal(38, 6)`,
    dwd_inv_stock_df: `stock_day Date, node_id String, sku String, available Decimal(18, 4)`,
    dim_sku: `sku String, brand String, category String, launch_date Nullable(Date32)`,
  };
  for (const [table, columns] of Object.entries(tables)) {
    await warehouse.command(`CREATE TABLE ${table} (${columns}) ENGINE = MergeTree ORDER BY tuple()`);
  }
  await warehouse.insertRows('dws_trd_sku_channel_1d', sales);
  await warehouse.insertRows('dim_sku', [
    { sku: 'A1', brand: 'Nordlys', category: 'Home', launch_date: '2020-05-01' },
    { sku: 'B2', brand: 'Kaiyo', category: 'Home', launch_date: null },
    { sku: 'C3', brand: 'Kaiyo', category: 'Toys', launch_date: addDays(asOf, -20) },
  ]);
  await warehouse.insertRows(
    'dwd_inv_stock_df',
    [3, 10, 200].map((age) => ({
      stock_day: addDays(asOf, -age),
      node_id: 'US-1',
      sku: 'B2',
      available: age === 3 ? 5 : 0,
    })),
  );
  const spends = Array.from({ length: 182 }, (_, age) => ({
    business_day: addDays(asOf, -age),
    platform: 'amazon_ads',
    sku: '',
    channel: 'amazon',
    country: 'US',
    shop_id: 'amazon_us',
    currency: 'USD',
    spend_amount: age < 7 ? 20 : 10,
  }));
  await warehouse.insertRows('dwd_mkt_ad_perf_di', spends);
}
