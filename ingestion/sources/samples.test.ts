import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplesDir } from '../../deploy/testing/samples.ts';
import { type OutgoingEvent, validateEvent } from '../producer/index.ts';
import { amazon } from './amazon/index.ts';
import { marketplaces } from './amazon/marketplaces.ts';
import { mapEcbObservation } from './ecb.ts';
import { shopify } from './shopify/index.ts';
import { type Shop, shopDirectory } from './shops.ts';
import { mapRecord, type Source } from './source.ts';

const folder = samplesDir();
const payloads = join(folder ?? '', 'payloads');

/** A shop on every marketplace, since the samples come from all over. */
const shops: Shop[] = [
  { shop: 'shopify_us', channel: 'shopify', marketplace: 'shopify_us', currency: 'USD', taxMode: 'excluded' },
  ...Object.values(marketplaces).map(
    (code): Shop => ({
      shop: code,
      channel: 'amazon',
      marketplace: code,
      currency: 'USD',
      taxMode: 'excluded',
    }),
  ),
];
const directory = shopDirectory(shops, [
  { source: 'shopify', account: 'sample.myshopify.com', shop: 'shopify_us' },
  { source: 'amazon', account: 'SAMPLE', shop: 'amazon_us' },
]);

const read = (file: string) => readFileSync(join(payloads, file));

function map(source: Source, value: Uint8Array, object?: string): OutgoingEvent[] {
  const account = source.name === 'shopify' ? 'sample.myshopify.com' : 'SAMPLE';
  const record = { value, object, account, receivedAt: '2026-03-01T00:00:00.000Z', rawref: 'raw.x/0/0' };
  const events = mapRecord(source, record, directory);
  for (const event of events) validateEvent(event);
  return events;
}

const bodies = (events: OutgoingEvent[], topic: string) =>
  events.filter((event) => event.contract.topic === topic).map((event) => event.body);

/** What the manifest says of its sample is compared with what was mapped; times as instants. */
type Entry = {
  file: string;
  sample_id: string;
  sample_time?: string;
  sample_amount?: unknown;
  sample_currency?: string;
};
const entry = (file: string): Entry => {
  const manifest = JSON.parse(readFileSync(join(payloads, 'manifest.json'), 'utf8')) as Entry[];
  return manifest.find((each) => each.file === file)!;
};
const utc = (time: string | undefined) => new Date(time ?? '').toISOString();

describe.skipIf(folder === undefined)('payload samples (skipped where ENTREPOT_SAMPLES has none)', () => {
  it.each(['shopify/rest-2026-07/order.00.json'])('%s: order', (file) => {
    const said = entry(file);
    const [order] = bodies(map(shopify, read(file)), 'trade.order.v1');
    expect(order).toMatchObject({
      order_id: `shopify_us:${said.sample_id}`,
      channel_order_no: String(said.sample_id),
      placed_at: utc(said.sample_time),
      totals: { total: { amount: said.sample_amount, currency: said.sample_currency } },
      status: 'paid',
      channel_status: 'partially_refunded/unfulfilled',
    });
    expect(order!.lines).toHaveLength(3);
  });

  it.each(['shopify/rest-2026-07/refund.00.json'])('%s: refund', (file) => {
    const said = entry(file);
    const events = map(shopify, read(file));
    const refunds = bodies(events, 'trade.refund.v1');
    const [payment] = bodies(events, 'pay.payment.v1');
    expect(refunds.map((each) => [each.refund_id, each.amount, each.tax])).toEqual([
      [
        `shopify_us:${said.sample_id}:104689539`,
        { amount: '195.66', currency: 'USD' },
        { amount: '3.98', currency: 'USD' },
      ],
      [
        `shopify_us:${said.sample_id}:709875399`,
        { amount: '195.67', currency: 'USD' },
        { amount: '3.98', currency: 'USD' },
      ],
    ]);
    expect(refunds[0]).toMatchObject({
      order_id: 'shopify_us:450789469',
      sku: 'IPOD2008BLACK',
      restock: true,
    });
    expect(refunds[0]!.processed_at).toBe(utc(said.sample_time));
    expect(payment).toMatchObject({
      kind: 'refund',
      amount: { amount: said.sample_amount, currency: said.sample_currency },
    });
  });

  it('shopify: a shipping refund told twice is counted once', () => {
    const refunds = bodies(map(shopify, read('shopify/rest-2026-07/refund.02.json')), 'trade.refund.v1');
    expect(refunds).toEqual([
      expect.objectContaining({
        refund_id: 'shopify_us:929361471:s623176826',
        amount: { amount: '0', currency: 'USD' },
        shipping: { amount: '5.00', currency: 'USD' },
      }),
    ]);
  });

  it('amazon: getOrders together with getOrderItems', () => {
    const order = entry('amazon-sp-api/ordersV0/getOrders.sandbox0.json');
    const item = entry('amazon-sp-api/ordersV0/getOrderItems.sandbox0.json');
    const [Order] = JSON.parse(read(order.file).toString()).payload.Orders;
    const { OrderItems } = JSON.parse(read(item.file).toString()).payload;
    const [body] = bodies(map(amazon, Buffer.from(JSON.stringify({ Order, OrderItems }))), 'trade.order.v1');
    expect(body).toMatchObject({
      order_id: `amazon_us:${order.sample_id}`,
      channel_order_no: order.sample_id,
      placed_at: utc(order.sample_time),
      totals: { total: { amount: order.sample_amount, currency: order.sample_currency } },
      status: 'paid',
      fulfilment: 'own',
    });
    expect(body!.lines).toEqual([
      expect.objectContaining({
        line_id: item.sample_id,
        unit_price: { amount: item.sample_amount, currency: item.sample_currency },
        tax: { amount: '1.01', currency: 'USD' },
      }),
    ]);
  });

  it('amazon: every page of getOrders and getOrder maps by itself', () => {
    for (const name of [
      'getOrders.sandbox0',
      'getOrders.sandbox1',
      'getOrders.sandbox2',
      'getOrder.sandbox1',
      'getOrder.example2',
    ]) {
      expect(map(amazon, read(`amazon-sp-api/ordersV0/${name}.json`)), name).not.toHaveLength(0);
    }
  });

  it('amazon: order items without their order are refused, not lost', () => {
    expect(() =>
      map(amazon, read('amazon-sp-api/ordersV0/getOrderItems.sandbox0.json'), 'orders_v0'),
    ).toThrow(/without their order/);
  });

  it('amazon: searchOrders 2026-01-01', () => {
    const said = entry('amazon-sp-api/orders_2026-01-01/searchOrders.example3.json');
    const [body] = bodies(map(amazon, read(said.file)), 'trade.order.v1');
    expect(body).toMatchObject({
      order_id: `amazon_us:${said.sample_id}`,
      placed_at: utc(said.sample_time),
      totals: {
        total: { amount: said.sample_amount, currency: said.sample_currency },
        items: { amount: '149.97', currency: 'USD' },
        tip: { amount: '5.00', currency: 'USD' },
      },
      status: 'shipped',
      ship_to: { country: 'US', city: 'Seattle' },
    });
    for (const name of [
      'getOrder.sandbox0',
      'getOrder.sandbox1',
      'getOrder.sandbox2',
      'searchOrders.sandbox0',
    ]) {
      expect(map(amazon, read(`amazon-sp-api/orders_2026-01-01/${name}.json`)), name).not.toHaveLength(0);
    }
  });

  it('amazon: ORDER_CHANGE', () => {
    const said = entry('amazon-sp-api/notifications/OrderChangeNotification.0.json');
    expect(bodies(map(amazon, read(said.file)), 'trade.order_status.v1')).toEqual([
      expect.objectContaining({
        order_id: `amazon_us:${said.sample_id}`,
        at: utc(said.sample_time),
        to: 'paid',
        actor: 'buyer',
      }),
    ]);
  });

  it('amazon: a transaction of finances 2024-06-19', () => {
    const said = entry('amazon-sp-api/composed/finances_2024-06-19.Transaction.json');
    expect(bodies(map(amazon, read(said.file)), 'fin.settlement_line.v1')).toEqual([
      expect.objectContaining({
        finance_event: said.sample_id,
        order_id: 'amazon_us:8129762527551',
        sku: 'sku-12',
        posted_at: utc(said.sample_time),
        amount: { amount: String(said.sample_amount), currency: said.sample_currency },
        pnl_code: 'R100',
      }),
    ]);
  });

  it('amazon: every amount of finances v0 once', () => {
    const lines = bodies(
      map(amazon, read('amazon-sp-api/financesV0/listFinancialEventsByGroupId.sandbox0.json')),
      'fin.settlement_line.v1',
    );
    // 36 amounts lie in the sample; TotalExpense and BaseAmount repeat or explain others.
    expect(lines).toHaveLength(34);
    expect(new Set(lines.map((line) => line.line_id)).size).toBe(lines.length);
    expect(lines.every((line) => (line.amount as { amount: string }).amount === '25.37')).toBe(true);
  });

  it('ecb: an observation', () => {
    const [head, first] = read('fx-rates/ecb_recent.0.csv').toString().split('\n');
    const values = first!.split(',');
    const row = Object.fromEntries(head!.split(',').map((name, index) => [name, values[index]!]));
    expect(mapEcbObservation(row)[0]!.body).toMatchObject({
      base: 'EUR',
      quote: 'AUD',
      date: '2026-02-17',
      rate: '1.6776',
    });
  });

  it('shopify: every whole order and refund of both API versions maps', () => {
    const versions = ['2024-04', '2026-07'];
    const whole = versions.flatMap((version) =>
      [...Array(26).keys()].flatMap((index) =>
        ['order', 'refund'].map(
          (name) => `shopify/rest-${version}/${name}.${String(index).padStart(2, '0')}.json`,
        ),
      ),
    );
    let mapped = 0;
    for (const file of whole) {
      const text = tryRead(file);
      const payload = text === undefined ? undefined : JSON.parse(text);
      const members = payload?.orders ?? [payload?.order];
      const complete = payload?.refunds?.[0]?.id ?? payload?.refund?.id ?? members[0]?.updated_at;
      if (text === undefined || complete === undefined) continue;
      expect(map(shopify, Buffer.from(text)), file).not.toHaveLength(0);
      mapped += 1;
    }
    expect(mapped).toBeGreaterThan(20);
  });
});

function tryRead(file: string): string | undefined {
  try {
    return read(file).toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
