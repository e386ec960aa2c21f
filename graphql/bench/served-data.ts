import { Readable } from 'node:stream';
import { emptyCatalogue } from '#models';
import type { Warehouse } from '#warehouse';
import type { GatewayOptions } from '../server/options.ts';

type Models = Pick<GatewayOptions['models'], 'project' | 'catalogue'>;

/** Rows of the list, and of the metric answer. */
const listRows = 100;
const metricRows = 1_000;

const orders = Array.from({ length: listRows + 1 }, (_, index) => ({
  orderId: `shopify_us:${100_000 + index}`,
  channel: 'shopify',
  shopId: 'shopify_us',
  profitCenter: 'PC-US',
  country: 'US',
  status: 'shipped',
  placedAt: '2026-03-01T09:30:00.000Z',
  totalAmount: `${index}.99`,
}));

const columns: readonly (readonly [string, string])[] = [
  ['order_id', 'String'],
  ['channel', 'LowCardinality(String)'],
  ['shop_id', 'LowCardinality(String)'],
  ['profit_center', 'LowCardinality(String)'],
  ['country', 'LowCardinality(String)'],
  ['status', 'LowCardinality(String)'],
  ['placed_at', "DateTime64(3, 'UTC')"],
  ['total_amount', 'Decimal(38, 6)'],
];

/** An exposed model, as the analysis gives it. */
export const models: Models = {
  project: () => ({
    models: new Map([
      [
        'dwd_trd_order_acc',
        {
          name: 'dwd_trd_order_acc',
          description: 'Orders.',
          expose: 'Order',
          grain: ['order_id'],
          columns: columns.map(([name, type]) => ({ name, type, description: '' })),
          mask: [],
          rows: 'has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)',
        },
      ],
    ]),
  }),
  catalogue: () => emptyCatalogue,
};

/** Answers at once, so that only the gateway's own work is measured. */
export const instantWarehouse: Warehouse = {
  database: 'bench',
  rows: async <Row>(sql: string) => (sql.includes('dwd_trd_order_acc') ? (orders as Row[]) : []),
  stream: async () => Readable.from([]),
  command: async () => undefined,
  insertBytes: async () => undefined,
  insertRows: async () => undefined,
  ping: async () => true,
  close: async () => undefined,
};

const texts = Array.from({ length: metricRows }, (_, index) => `2026-03-01T${index}`);
const decimals = Array.from({ length: metricRows }, (_, index) => `${index}.25`);

/** A metric answer of eight columns. */
export const metricAnswer = {
  columns: Array.from({ length: 8 }, (_, index) => ({
    name: `c${index}`,
    kind: index < 3 ? ('dimension' as const) : ('metric' as const),
    type: index < 3 ? ('string' as const) : ('decimal' as const),
    values: index < 3 ? texts : decimals,
  })),
  rowCount: metricRows,
  truncated: false,
  freshness: { watermark: '2026-03-01T00:00:00.000Z', ageSeconds: 1, models: ['dwd_trd_order_acc'] },
  cost: { rowsRead: 1, bytesRead: 1, elapsedMs: 1, queryId: 'q' },
  sql: '',
};
