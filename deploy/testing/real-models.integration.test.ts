import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  adPerformance,
  type Contract,
  contracts,
  customer,
  freightCost,
  fxRate,
  goodsReceipt,
  inventorySnapshot,
  migrateTables,
  odsSources,
  order,
  orderStatus,
  product,
  purchaseOrder,
  purchaseSuggestion,
  refund,
  settlementLine,
  shipment,
  skuCost,
  supplier,
} from '#ingestion';
import {
  type Builder,
  createBuilder,
  describeModels,
  loadCatalogue,
  loadProject,
  runMetricQuery,
} from '#models';
import { type TestDatabase, testDatabase } from './database.ts';
import { createDeliveries, type Delivery } from './deliveries.ts';

const models = join(import.meta.dirname, '../../models');
const now = new Date('2026-03-10T12:00:00Z');
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const usd = (amount: string) => ({ amount, currency: 'USD' });

let database: TestDatabase;
let builder: Builder;
let deliver: (deliveries: readonly Delivery[]) => Promise<void>;

beforeAll(async () => {
  database = await testDatabase('real_models');
  await migrateTables(database.warehouse, contracts);
  deliver = createDeliveries(database.warehouse);
  builder = createBuilder({
    ...{ warehouse: database.warehouse, directory: models, odsSources: odsSources(contracts) },
    ...{ settings: { reportingCurrency: 'CNY' }, log: pino({ level: 'warn' }), clock: () => now },
  });
});

afterAll(() => database.drop());

const german = (contract: Contract, body: Delivery['body'], version = 1): Delivery => ({
  ...{ contract, version, body, shop: 'amazon_de', channel: 'amazon' },
});

const line = (
  line_id: string,
  qty: string,
  price: object,
  discount: string,
  tax: string,
  status = 'shipped',
) => {
  const money = price as ReturnType<typeof eur>;
  const like = (amount: string) => ({ amount, currency: money.currency });
  return { line_id, sku: 'S1', qty, unit_price: money, discount: like(discount), tax: like(tax), status };
};

function orderBody(id: string, placed_at: string, status: string, given: Delivery['body']): Delivery['body'] {
  const zero = {
    items: eur('0'),
    shipping: eur('0'),
    discount_seller: eur('0'),
    discount_platform: eur('0'),
    tax: eur('0'),
  };
  return {
    ...{ order_id: id, channel_order_no: id, marketplace: 'amazon_de', status, placed_at, fulfilment: 'fba' },
    ...{ customer_key: 'c1', ship_to: { country: 'AT', city: 'Wien' }, tax_mode: 'included' },
    totals: { ...zero, shipping: eur('4.90'), total: eur('32.51') },
    ...given,
  };
}

const lineA = line('1', '2', eur('11.90'), '1.19', '3.61');
const orderA = orderBody('amazon_de:A', '2026-03-01T23:30:00Z', 'shipped', {
  lines: [lineA, line('2', '1', eur('5.00'), '0', '0.80', 'cancelled')],
});
const orderB = orderBody('amazon_us:B', '2026-03-02T03:00:00Z', 'paid', {
  ...{ marketplace: 'amazon_us', tax_mode: 'excluded', ship_to: {}, customer_key: 'c2' },
  totals: { ...(orderA.totals as object), shipping: usd('0'), total: usd('21.65') },
  lines: [line('1', '1', usd('20.00'), '0', '1.65', 'open')],
});

const costs = (id: string, purchase: string, valid_from: string): Delivery['body'] => ({
  ...{ cost_key: id, sku: 'S1', entity: 'E-DE', method: 'avg', unit_cost: eur('3.80'), valid_from },
  landed: { purchase: eur(purchase), first_mile: eur('0.50'), duty: eur('0.20'), other: eur('0.10') },
});

const settled = (line_id: string, pnl_code: string, amount: string): Delivery =>
  german(settlementLine, {
    ...{ line_id, pnl_code, raw_type: pnl_code, amount: eur(amount), posted_at: '2026-03-03T09:00:00Z' },
  });

const freight = (shipment_id: string, kind: string, estimated: string, invoiced?: string): Delivery =>
  german(freightCost, {
    ...{ cost_id: `${shipment_id}:${kind}`, shipment_id, kind, estimated: eur(estimated) },
    ...{ invoiced: invoiced ? eur(invoiced) : null, incurred_at: '2026-03-02T08:00:00Z' },
  });

const sent = (shipment_id: string, leg: string): Delivery =>
  german(shipment, {
    ...{ shipment_id, order_ids: ['amazon_de:A'], leg, carrier: 'dhl', packages: [], to: {} },
    ...{
      shipped_at: '2026-03-02T07:00:00Z',
      promised_at: '2026-03-04T20:00:00Z',
      delivered_at: '2026-03-04T10:00:00Z',
    },
  });

const rate = (date: string, quote: string, value: string): Delivery => ({
  ...{ contract: fxRate, version: 1 },
  body: {
    rate_id: `ecb:EUR:${quote}:${date}:spot`,
    provider: 'ecb',
    base: 'EUR',
    quote,
    date,
    kind: 'spot',
    rate: value,
  },
});

const history: Delivery[] = [
  rate('2026-02-27', 'CNY', '8'),
  rate('2026-02-27', 'USD', '1.25'),
  rate('2026-03-04', 'CNY', '9'),
  german(product, {
    ...{
      sku: 'S1',
      title: 'Lamp',
      brand: 'Nordlys',
      category_path: ['Home', 'Light'],
      supplier_id: 'V1',
      status: 'active',
    },
  }),
  german(skuCost, costs('E-DE:S1:1', '3.00', '2026-01-01')),
  german(customer, { customer_key: 'c1', consent: {}, first_seen: '2026-03-01T23:30:00Z', tags: [] }),
  german(order, orderA),
  { contract: order, version: 1, body: orderB, shop: 'amazon_us', channel: 'amazon' },
  german(
    order,
    orderBody('amazon_de:C', '2026-03-02T12:00:00Z', 'cancelled', {
      lines: [line('1', '1', eur('9.00'), '1.00', '1.28')],
    }),
  ),
  german(orderStatus, {
    ...{
      change_id: 'A:shipped',
      order_id: 'amazon_de:A',
      to: 'shipped',
      at: '2026-03-02T07:00:00Z',
      actor: 'seller',
    },
  }),
  german(refund, {
    ...{
      refund_id: 'R1',
      order_id: 'amazon_de:A',
      line_id: '1',
      sku: 'S1',
      qty: '1',
      amount: eur('5.00'),
      tax: eur('0.95'),
    },
    ...{ shipping: eur('1.00'), restock: true, processed_at: '2026-03-03T10:00:00Z' },
  }),
  ...[settled('F1', 'C200', '-3.57'), settled('F2', 'R100', '23.80'), settled('F3', 'C300', '-1.00')],
  ...[settled('F4', 'balance', '-100.00'), settled('F5', 'unmapped', '-0.42')],
  ...[sent('T1', 'last_mile'), sent('T2', 'first_mile')],
  ...[
    freight('T1', 'freight', '4.00', '4.20'),
    freight('T1', 'vat', '0.80'),
    freight('T2', 'freight', '9.00'),
  ],
  german(adPerformance, {
    ...{
      row_key: 'ad1',
      platform: 'amazon',
      account_id: 'a',
      campaign_id: 'k',
      date: '2026-03-02',
      impressions: 900,
    },
    ...{
      clicks: 30,
      spend: eur('2.50'),
      orders: 1,
      units: 1,
      sales: eur('10.00'),
      attribution: '7d',
      is_final: true,
    },
  }),
  german(supplier, {
    supplier_id: 'V1',
    name: 'Lampworks',
    country: 'CN',
    currency: 'CNY',
    lead_time_days: 20,
    certificates: [],
    status: 'active',
  }),
  german(purchaseOrder, {
    ...{
      po_id: 'P1',
      supplier_id: 'V1',
      entity: 'E-DE',
      status: 'received',
      ordered_at: '2026-01-05T00:00:00Z',
      ack_at: '2026-01-06T00:00:00Z',
    },
    lines: [
      {
        line: '1',
        sku: 'S1',
        qty: '100',
        price: eur('3.15'),
        std_price: eur('3.00'),
        commit_date: '2026-02-01',
      },
    ],
  }),
  german(goodsReceipt, {
    ...{
      receipt_id: 'G1',
      po_id: 'P1',
      line: '1',
      qty_received: '101',
      qty_accepted: '100',
      qty_rejected: '1',
      received_at: '2026-01-31T10:00:00Z',
    },
  }),
  german(inventorySnapshot, {
    ...{
      snapshot_key: 'EU-FBA:S1:2026-03-09',
      node_id: 'EU-FBA',
      node_type: 'fba',
      sku: 'S1',
      on_hand: '40',
      available: '30',
    },
    ...{ reserved: '10', inbound: '5', damaged: '0', quality_hold: '0', as_of: '2026-03-09T06:00:00Z' },
  }),
  german(purchaseSuggestion, {
    ...{
      suggestion_id: 'U1',
      sku: 'S1',
      node_id: 'EU-FBA',
      qty: '50',
      due: '2026-03-20',
      reason: 'low',
      state: 'proposed',
      proposed_at: '2026-03-09T00:00:00Z',
    },
  }),
];

async function profitAndLoss() {
  const rows = await database.warehouse.rows<Record<string, string>>(
    `select business_day, shop_id, pnl_code, currency, toString(amount) as amount, toString(functional_amount) as functional_amount,
      toString(reporting_amount) as reporting_amount from dws_fin_pnl_pc_1d order by business_day, shop_id, pnl_code`,
  );
  return rows.map(({ business_day, shop_id, pnl_code, amount, functional_amount, reporting_amount }) =>
    [business_day, shop_id, pnl_code, amount, functional_amount, reporting_amount].join(' '),
  );
}

const booked = [
  '2026-03-01 amazon_us R100 20 20 128',
  '2026-03-02 amazon_de C100 -6.2 -6.2 -49.6',
  '2026-03-02 amazon_de C110 -1 -1 -8',
  '2026-03-02 amazon_de C120 -0.4 -0.4 -3.2',
  '2026-03-02 amazon_de C240 -4.2 -4.2 -33.6',
  '2026-03-02 amazon_de C300 -2.5 -2.5 -20',
  '2026-03-02 amazon_de R100 23.8 23.8 190.4',
  '2026-03-02 amazon_de R110 4.9 4.9 39.2',
  '2026-03-02 amazon_de R200 -1.19 -1.19 -9.52',
  '2026-03-02 amazon_de R230 -3.61 -3.61 -28.88',
  '2026-03-03 amazon_de C200 -3.57 -3.57 -28.56',
  '2026-03-03 amazon_de R210 -6 -6 -48',
  '2026-03-03 amazon_de unmapped -0.42 -0.42 -3.36',
];

it('books a handful of events as a person would', async () => {
  await deliver(history);
  await builder.buildOnce();
  expect(await profitAndLoss()).toEqual(booked);

  const project = await loadProject(models);
  const catalogue = await loadCatalogue(
    join(models, 'metrics'),
    project,
    await describeModels(database.warehouse),
  );
  expect(catalogue.waiting).toEqual([]);
  const everyone = { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } };
  const answer = await runMetricQuery(
    database.reader,
    catalogue,
    {
      metrics: [
        'net_revenue',
        'cogs',
        'contribution_margin_3',
        'gross_sales',
        'cancelled_sales',
        'net_sales',
        'on_time_rate',
        'stock_available',
        'forecast_units',
      ],
      time: { from: '2026-02-01' },
    },
    everyone,
    { now, reportingCurrency: 'CNY' },
  );
  expect(Object.fromEntries(answer.columns.map(({ name, values }) => [name, values[0]]))).toEqual({
    net_revenue: '271.20', // (23.80 + 4.90 − 1.19 − 3.61 − 6.00) × 8 + 20 × 8 ÷ 1.25
    cogs: '60.80',
    contribution_margin_3: '124.88',
    gross_sales: '430.40', // (23.80 + 5.00 + 9.00) × 8 + 128
    cancelled_sales: '112.00',
    net_sales: '280.00',
    on_time_rate: 1,
    stock_available: '30',
    forecast_units: 0,
  });
  expect(answer.freshness.models).toContain('dws_fin_pnl_pc_1d');
});

it('scores customers, suppliers and stock', async () => {
  const { warehouse } = database;
  expect(
    await warehouse.rows(
      'select customer_key, recency_days, frequency, monetary_amount, r, f, m, segment from ads_mbr_rfm order by 1',
    ),
  ).toEqual(
    [
      {
        customer_key: 'c1',
        recency_days: 8,
        frequency: '1',
        monetary_amount: '112',
        r: 5,
        f: 1,
        m: 1,
        segment: 'new',
      },
      {
        customer_key: 'c2',
        recency_days: 9,
        frequency: '1',
        monetary_amount: '128',
        r: 5,
        f: 1,
        m: 3,
        segment: 'potential_loyalist',
      },
    ].map((row) => ({ ...row, recency_days: String(row.recency_days) })),
  );
  const [score] = await warehouse.rows(
    'select supplier_id, round(ppm) as ppm, on_time_rate, cost_score, service_score, score, grade, is_tentative from ads_scm_supplier_score',
  );
  // One of 101 rejected is 9,901 ppm: 1.04 of 100 points. 5 % above standard: half the points. The rest is in order.
  expect(score).toEqual({
    supplier_id: 'V1',
    ppm: 9901,
    on_time_rate: 1,
    cost_score: 50,
    service_score: 100,
    score: 55.36,
    grade: 'C',
    is_tentative: 1,
  });
  expect(
    await warehouse.rows('select available, inbound, forecast_28d, risk from ads_inv_stockout_risk'),
  ).toEqual([{ available: '30', inbound: '5', forecast_28d: null, risk: 'unknown' }]);
  await warehouse.insertRows(
    'ads_forecast_demand',
    [1, 2].map((horizon) => ({
      ...{
        model: 'm',
        version: '1',
        as_of: '2026-03-09',
        sku: 'S1',
        channel: 'amazon',
        target_day: `2026-03-1${horizon - 1}`,
      },
      ...{ horizon, mean: 1.5, p10: 0, p50: 1, p90: 2, baseline: 1, scored_at: '2026-03-10T01:00:00Z' },
    })),
  );
  await builder.rebuild();
  // 35 units last over 27 days at one a day, not at two.
  expect(await warehouse.rows('select forecast_28d, days_of_cover, risk from ads_itm_sku')).toEqual([
    { forecast_28d: 3, days_of_cover: 20, risk: 'medium' },
  ]);
});

it('takes late events in as if they had been there from the beginning', async () => {
  await deliver([
    german(skuCost, costs('E-DE:S1:2', '4.00', '2026-03-02')),
    german(order, { ...orderA, lines: [{ ...lineA, qty: '3' }] }, 2),
    german(order, orderA, 1),
    rate('2026-03-02', 'USD', '1.6'),
  ]);
  await builder.buildOnce();
  const late = await profitAndLoss();
  expect(late.filter((row) => / C100 | R100 /.test(row))).toEqual([
    '2026-03-01 amazon_us R100 20 20 128',
    '2026-03-02 amazon_de C100 -12.3 -12.3 -98.4',
    '2026-03-02 amazon_de R100 35.7 35.7 285.6',
  ]);
  await builder.rebuild();
  expect(await profitAndLoss()).toEqual(late);
});
