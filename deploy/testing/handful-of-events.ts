import {
  adPerformance,
  type Contract,
  customer,
  freightCost,
  fxRate,
  goodsReceipt,
  inventorySnapshot,
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
import type { Delivery } from './deliveries.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const usd = (amount: string) => ({ amount, currency: 'USD' });

/** An event of the German Amazon shop. */
export const german = (contract: Contract, body: Delivery['body'], version = 1): Delivery => ({
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

export const lineA = line('1', '2', eur('11.90'), '1.19', '3.61');
export const orderA = orderBody('amazon_de:A', '2026-03-01T23:30:00Z', 'shipped', {
  lines: [lineA, line('2', '1', eur('5.00'), '0', '0.80', 'cancelled')],
});
const orderB = orderBody('amazon_us:B', '2026-03-02T03:00:00Z', 'paid', {
  ...{ marketplace: 'amazon_us', tax_mode: 'excluded', ship_to: {}, customer_key: 'c2' },
  totals: { ...(orderA.totals as object), shipping: usd('0'), total: usd('21.65') },
  lines: [line('1', '1', usd('20.00'), '0', '1.65', 'open')],
});

export const costs = (id: string, purchase: string, valid_from: string): Delivery['body'] => ({
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

const vendor = (supplier_id: string, name: string): Delivery['body'] => ({
  ...{
    supplier_id,
    name,
    country: 'CN',
    currency: 'CNY',
    lead_time_days: 20,
    certificates: [],
    status: 'active',
  },
});

export const rate = (date: string, quote: string, value: string): Delivery => ({
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

/** A handful of events that touch every line of the P&L. */
export const history: Delivery[] = [
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
  german(supplier, vendor('V1', 'Lampworks')),
  german(supplier, vendor('V2', 'Not bought from yet')),
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
