import type { Client, MetricResult, StreamHandlers, TickerOrder, Variables } from '#client';
import definition from '../screens/group-overview.json' with { type: 'json' };

/** A client whose figures move at each `pump`, the same way in each run. */
export type ScriptedClient = Pick<Client, 'query' | 'subscribe' | 'now'> & { pump(): void };

type Subscription = { document: string; variables: Variables; handlers: StreamHandlers<unknown> };

const members: Readonly<Record<string, readonly string[]>> = {
  channel: [
    'amazon',
    'shopify',
    'ebay',
    'temu',
    'shein',
    'walmart',
    'shopee',
    'tiktok_shop',
    'mercado_libre',
  ],
  country: ['US', 'DE', 'GB', 'JP', 'BR', 'MX', 'FR', 'IT', 'ES', 'CA', 'MY', 'SG', 'TH', 'CL', 'AU', 'PL'],
  profit_center: ['PC-NA-MKT', 'PC-NA-DTC', 'PC-EU-MKT', 'PC-EU-DTC', 'PC-LATAM', 'PC-JP', 'PC-SEA'],
  shop_id: ['amazon_us', 'shopify_us', 'ebay_uk', 'temu_de', 'meli_br'],
};

/** Answers the wall's documents with figures that change their order, grow by digits and lose members. */
export function createScriptedClient(now: () => number): ScriptedClient {
  const subscriptions = new Set<Subscription>();
  let round = 0;
  const send = ({ document, variables, handlers }: Subscription) => {
    if (document.includes('WallMetrics')) {
      handlers.next({ metrics: metricsAt(round, variables.input as Variables, now()) });
    } else if (document.includes('WallOrders')) handlers.next({ orderTicker: ordersAt(round, now()) });
    else handlers.next({ resourceChanged: { resource: 'skus', version: String(round), at: '' } });
  };
  return {
    now,
    query: async <T>(document: string) => {
      if (document.includes('WallScreen')) return { screen: { id: definition.id, definition } } as T;
      if (document.includes('WallCatalogue')) return { metricCatalog: [] } as T;
      return { skus: skusAt(round), known: { totalCount: 600 } } as T;
    },
    subscribe: <T>(document: string, variables: Variables, handlers: StreamHandlers<T>) => {
      const subscription = { document, variables, handlers: handlers as StreamHandlers<unknown> };
      subscriptions.add(subscription);
      handlers.state?.('live');
      return () => void subscriptions.delete(subscription);
    },
    pump() {
      round += 1;
      for (const subscription of subscriptions) send(subscription);
    },
  };
}

/** A value for a row of a round: repeatable, uneven, now and then ten times larger. */
function valueAt(round: number, row: number): number {
  const wave = 1 + Math.sin(round * 0.07 + row * 1.7) * 0.5;
  return (10 ** (3 + (round % 400 > 350 ? 4 : 0)) * wave * (row + 3)) / (1 + (row % 5));
}

function metricsAt(round: number, input: Variables, now: number) {
  const dimension = (input.dimensions as string[] | undefined)?.[0];
  const time = input.time as { grain?: string };
  const hours = time.grain ? 1 + (round % 24) : 0;
  const names = dimension ? (members[dimension] ?? []).slice(0, 3 + (round % 14)) : [];
  const rows = hours || names.length || (dimension ? 0 : 1);
  const leaf = { unit: null, currency: null, strings: null, numbers: null, decimals: null };
  const midnight = now - (now % 86_400_000);
  const hour = (at: number) => new Date(midnight + at * 3_600_000).toISOString();
  const figures = (shift: number) =>
    Array.from({ length: rows }, (_, row) => valueAt(round + shift, row).toFixed(2));
  const columns = (input.metrics as string[]).flatMap((name) => [
    { ...leaf, name, kind: 'METRIC', type: 'DECIMAL', unit: 'money', currency: 'USD', decimals: figures(0) },
    { ...leaf, name: `${name}_previous`, kind: 'COMPARISON', type: 'DECIMAL', decimals: figures(9) },
  ]);
  const keys = hours
    ? [
        {
          ...leaf,
          name: 'time',
          kind: 'TIME',
          type: 'TIME',
          strings: Array.from({ length: hours }, (_, at) => hour(at)),
        },
      ]
    : dimension
      ? [{ ...leaf, name: dimension, kind: 'DIMENSION', type: 'STRING', strings: names }]
      : [];
  return {
    columns: [...keys, ...columns] as MetricResult['columns'],
    rowCount: rows,
    freshness: { watermark: new Date(now - 900).toISOString() },
  };
}

function ordersAt(round: number, now: number): TickerOrder[] {
  return Array.from({ length: 12 }, (_, back) => ({
    orderId: `order-${round - back}`,
    channel: members.channel?.[(round - back + 90) % 9] ?? 'amazon',
    shopId: 'amazon_us',
    country: members.country?.[(round - back + 160) % 16] ?? 'US',
    city: null,
    placedAt: new Date(now - back * 1_000).toISOString(),
    status: 'paid',
    units: '1',
    totalAmount: valueAt(round - back, back).toFixed(2),
    currency: 'USD',
  }));
}

function skusAt(round: number) {
  const nodes = Array.from({ length: round % 6 }, (_, row) => ({
    sku: `SKU-${row}`,
    title: `Article ${row}`,
    category: 'outdoor',
    available: '4',
    inbound: '0',
    forecast28d: 30,
    daysOfCover: row * 2,
  }));
  return { totalCount: nodes.length, nodes };
}
