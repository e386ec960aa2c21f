import type { Warehouse } from '#warehouse';
import type { ModelColumns } from '../catalogue/model-columns.ts';

/** Rows for tests: small, random, the same for the same seed. Amounts in millionths, rates in 10^-18, as bigints. */
export type Line = {
  order_id: string;
  customer_key: string;
  line_id: string;
  placed_at: number;
  business_day: string;
  shop_id: string;
  marketplace: string;
  channel: string;
  entity: string;
  profit_center: string;
  country: string;
  sku: string;
  status: string;
  currency: string;
  gross: bigint;
  net: bigint;
  qty: number;
};

export type Ad = {
  business_day: string;
  shop_id: string;
  channel: string;
  entity: string;
  profit_center: string;
  currency: string;
  spend: bigint;
  clicks: number;
};
export type Stock = { stock_day: string; node_id: string; sku: string; available: number };
export type Rate = { rate_date: string; base: string; quote: string; kind: string; rate: bigint };

export type Sample = { lines: Line[]; ads: Ad[]; stock: Stock[]; rates: Rate[] };

export const shops = [
  {
    shop_id: 'de',
    channel: 'amazon',
    entity: 'E-DE',
    profit_center: 'PC-EU',
    currency: 'EUR',
    zone: 'Europe/Berlin',
  },
  {
    shop_id: 'us',
    channel: 'amazon',
    entity: 'E-US',
    profit_center: 'PC-NA',
    currency: 'USD',
    zone: 'America/New_York',
  },
  {
    shop_id: 'jp',
    channel: 'shopify',
    entity: 'E-JP',
    profit_center: 'PC-JP',
    currency: 'JPY',
    zone: 'Asia/Tokyo',
  },
  {
    shop_id: 'gb',
    channel: 'shopify',
    entity: 'E-DE',
    profit_center: 'PC-EU',
    currency: 'GBP',
    zone: 'Europe/London',
  },
] as const;

export const functional: Readonly<Record<string, string>> = { 'E-DE': 'EUR', 'E-US': 'USD', 'E-JP': 'JPY' };
export const brands: Readonly<Record<string, string>> = { s1: 'Nordlys', s2: 'Kaiyo', s3: 'Nordlys' };

const day = 86_400_000;
/** Reaches over both changes of the clock in Europe and America, and over two ends of a year. */
export const sampleStart = Date.UTC(2024, 11, 20);
const sampleDays = 480;

/** Mulberry32: enough for test data. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function makeSample(seed: number, lineCount: number): Sample {
  const next = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[next(items.length)]!;
  const lines = Array.from({ length: lineCount }, (_, index): Line => {
    const { zone, currency, ...shop } = pick(shops);
    const placed_at = sampleStart + next(sampleDays) * day + next(day);
    const gross = BigInt(next(2_000_000_000)) - 100_000_000n;
    return {
      ...shop,
      marketplace: `market_${shop.shop_id}`,
      order_id: `o${Math.floor(index / 2)}`,
      customer_key: `c${Math.floor(index / 2) % 97}`,
      line_id: `l${index}`,
      placed_at,
      business_day: localDay(placed_at, zone),
      country: pick(['DE', 'US', 'JP', 'GB', 'AT']),
      sku: pick(['s1', 's2', 's3', 's9']),
      status: pick(['paid', 'shipped', 'cancelled']),
      currency,
      gross,
      net: gross - BigInt(next(10_000_000)),
      qty: next(5),
    };
  });
  const ads = Array.from({ length: lineCount / 4 }, (): Ad => {
    const { zone: _zone, ...shop } = pick(shops);
    const business_day = isoDay(sampleStart + next(sampleDays) * day);
    return { ...shop, business_day, spend: BigInt(next(500_000_000)), clicks: next(1_000) };
  });
  const stock = ['n1', 'n2'].flatMap((node_id) =>
    ['s1', 's2'].flatMap((sku) =>
      Array.from({ length: 40 }, (_, index): Stock[] =>
        next(4) === 0
          ? []
          : [{ stock_day: isoDay(sampleStart + index * day), node_id, sku, available: next(500) }],
      ).flat(),
    ),
  );
  return { lines, ads, stock, rates: makeRates(next) };
}

function makeRates(next: (below: number) => number): Rate[] {
  const currencies = ['EUR', 'USD', 'JPY', 'GBP', 'CNY'];
  const pairs = currencies.flatMap((base) =>
    currencies.filter((quote) => quote !== base).map((quote) => ({ base, quote })),
  );
  return Array.from({ length: sampleDays + 3 }, (_, index) =>
    isoDay(sampleStart + (index - 1) * day),
  ).flatMap((rate_date) =>
    pairs.flatMap((pair) =>
      ['spot', 'avg_month'].map((kind) => ({
        ...{ rate_date, kind },
        ...pair,
        rate: BigInt(next(2_000_000_000)) * 1_000_000_007n + 1n,
      })),
    ),
  );
}

export function isoDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function localDay(instant: number, zone: string): string {
  return new Date(instant).toLocaleDateString('sv-SE', { timeZone: zone });
}

const text = 'LowCardinality(String)';
const scope = `channel ${text}, shop_id ${text}, entity String, profit_center String`;

/** Tables as the models have them, as far as the metrics under test go. */
const tables: Readonly<Record<string, string>> = {
  dwd_trd_order_line_di: `order_id String, line_id String, business_day Date, placed_at DateTime64(3, 'UTC'), ${scope},
    marketplace String, country String, sku String, status ${text}, is_cancelled UInt8, is_reversal UInt8, customer_key String,
    currency ${text}, gross_amount Decimal(38, 6), net_amount Decimal(38, 6), cancelled_amount Decimal(38, 6),
    discount_amount Decimal(38, 6), tax_amount Decimal(38, 6), shipping_amount Decimal(38, 6), sold_qty Decimal(18, 4)`,
  dwd_mkt_ad_perf_di: `business_day Date, ${scope}, currency ${text}, spend_amount Decimal(38, 6),
    ad_sales_currency ${text}, ad_sales_amount Decimal(38, 6), ad_orders UInt64, impressions UInt64, clicks UInt64`,
  dwd_inv_stock_df: `stock_day Date, node_id String, sku String, lot String, bin String, on_hand Decimal(18, 4),
    available Decimal(18, 4), inbound Decimal(18, 4)`,
  dim_fx_rate: 'rate_date Date, base String, quote String, kind String, rate Decimal(38, 18)',
  dim_entity: 'entity String, name String, functional_currency String',
  dim_sku: 'sku String, brand String',
  dim_marketplace: 'marketplace String, zone String',
};

/** The same columns as the warehouse would describe them. */
export const sampleColumns: ModelColumns = new Map(
  Object.entries(tables).map(([table, columns]) => [
    table,
    columns.split(/,\s*(?=[a-z_]+ [A-Z])/).map((column) => {
      const [, name, type] = /^(\w+) (.+)$/.exec(column.trim()) as unknown as [string, string, string];
      return { name, type, comment: '' };
    }),
  ]),
);

export async function storeSample(warehouse: Warehouse, sample: Sample): Promise<void> {
  for (const [name, columns] of Object.entries(tables)) {
    await warehouse.command(`create table ${name} (${columns}) engine = MergeTree order by tuple()`);
  }
  const rows = rowsOf(sample);
  for (const [name, values] of Object.entries(rows)) await warehouse.insertRows(name, values);
}

function rowsOf({ lines, ads, stock, rates }: Sample): Record<string, Record<string, unknown>[]> {
  const amount = (value: bigint, digits = 6) => {
    const all = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
    return `${value < 0n ? '-' : ''}${all.slice(0, -digits)}.${all.slice(-digits)}`;
  };
  return {
    dwd_trd_order_line_di: lines.map(({ gross, net, qty, placed_at, ...line }) => ({
      ...line,
      placed_at: new Date(placed_at).toISOString(),
      gross_amount: amount(gross),
      net_amount: amount(net),
      sold_qty: qty,
    })),
    dwd_mkt_ad_perf_di: ads.map(({ spend, ...ad }) => ({ ...ad, spend_amount: amount(spend) })),
    dwd_inv_stock_df: stock,
    dim_fx_rate: rates.map(({ rate, ...row }) => ({ ...row, rate: amount(rate, 18) })),
    dim_entity: Object.entries(functional).map(([entity, functional_currency]) => ({
      entity,
      name: entity,
      functional_currency,
    })),
    dim_marketplace: shops.map(({ shop_id, zone }) => ({ marketplace: `market_${shop_id}`, zone })),
    dim_sku: Object.entries(brands).map(([sku, brand]) => ({ sku, brand })),
  };
}
