import { describe, expect, it } from 'vitest';
import { validateEvent } from '../../producer/index.ts';
import { shopDirectory } from '../shops.ts';
import { mapRecord } from '../source.ts';
import { shopify } from './index.ts';

const shops = shopDirectory([
  { shop: 'shopify_us', channel: 'shopify', marketplace: 'shopify_us', currency: 'USD', taxMode: 'excluded' },
  { shop: 'shopify_eu', channel: 'shopify', marketplace: 'shopify_eu', currency: 'EUR', taxMode: 'included' },
]);

const order = {
  id: 0, // replaced in the text below by an id beyond 2^53
  created_at: '2026-03-01T09:30:00+09:00',
  updated_at: '2026-03-01T10:00:00+09:00',
  financial_status: 'paid',
  fulfillment_status: null as string | null,
  cancelled_at: null as string | null,
  currency: 'JPY',
  taxes_included: true,
  total_line_items_price: '3000',
  total_discounts: '300',
  total_tax: '245',
  total_price: '3200',
  total_price_set: {
    shop_money: { amount: '3200', currency_code: 'JPY' },
    presentment_money: { amount: '21.35', currency_code: 'USD' },
  },
  shipping_lines: [{ price: '500' }],
  customer: { id: 77 },
  shipping_address: { country_code: 'JP', city: '東京', zip: '1000001' },
  line_items: [
    {
      id: 11,
      sku: 'TEA-1',
      quantity: 2,
      price: '1000',
      discount_allocations: [{ amount: '100' }, { amount: '50' }],
      tax_lines: [{ price: '168' }],
    },
    {
      id: 12,
      sku: '',
      variant_id: 5,
      quantity: 1,
      price: '1000',
      total_discount: '150',
      tax_lines: [{ price: '77' }],
    },
  ],
};

function map(object: string, payload: unknown, account = 'shopify-us.myshopify.com') {
  const text = JSON.stringify(payload).replace('"id":0', '"id":9007199254740993123');
  const record = {
    value: Buffer.from(text),
    object,
    account,
    receivedAt: '2026-03-02T00:00:00.000Z',
    rawref: 'raw.shopify/0/1',
  };
  const events = mapRecord(shopify, record, shops);
  for (const event of events) validateEvent(event);
  return events;
}

const yen = (amount: string) => ({ amount, currency: 'JPY' });

describe('shopify orders', () => {
  it('keeps ids beyond 2^53, whole yen, what the buyer saw, and raw status words', () => {
    const [event] = map('orders/updated', order);
    expect(event).toMatchObject({
      shop: 'shopify_us',
      channel: 'shopify',
      version: Date.UTC(2026, 2, 1, 1),
      rawref: 'raw.shopify/0/1',
    });
    expect(event!.body).toMatchObject({
      order_id: 'shopify_us:9007199254740993123',
      placed_at: '2026-03-01T00:30:00.000Z',
      customer_key: 'shopify_us:77',
      channel_status: 'paid/unfulfilled',
      ship_to: { country: 'JP', city: '東京', postal_prefix: '100' },
      totals: { items: yen('3000'), shipping: yen('500'), discount_seller: yen('300'), total: yen('3200') },
      presentment: { amount: '21.35', currency: 'USD' },
      tax_mode: 'included',
      lines: [
        {
          line_id: '11',
          sku: 'TEA-1',
          qty: '2',
          unit_price: yen('1000'),
          discount: yen('150'),
          tax: yen('168'),
        },
        { line_id: '12', sku: 'variant-5', qty: '1', discount: yen('150'), status: 'open' },
      ],
    });
  });

  it.each([
    ['pending', null, null, 'pending'],
    ['paid', null, null, 'paid'],
    ['refunded', 'partial', null, 'partially_shipped'],
    ['paid', 'fulfilled', null, 'shipped'],
    ['voided', null, null, 'cancelled'],
    ['refunded', 'fulfilled', '2026-03-01T10:00:00Z', 'cancelled'],
  ])(
    'financial %s, fulfilment %s, cancelled %s → %s',
    (financial_status, fulfillment_status, cancelled_at, status) => {
      const [event] = map('orders/updated', { ...order, financial_status, fulfillment_status, cancelled_at });
      expect(event!.body.status).toBe(status);
    },
  );

  it('is delivered when every parcel is', () => {
    const parcels = (...words: string[]) =>
      words.map((shipment_status) => ({ status: 'success', shipment_status }));
    const shipped = { ...order, fulfillment_status: 'fulfilled' };
    const status = (fulfillments: unknown) =>
      map('orders', { order: { ...shipped, fulfillments } })[0]!.body.status;
    expect(status(parcels('delivered', 'delivered'))).toBe('delivered');
    expect(status(parcels('delivered', 'in_transit'))).toBe('shipped');
  });

  it('refuses what it does not know, naming it: words, test orders, missing fields, shops, objects', () => {
    expect(() => map('orders/updated', { ...order, financial_status: 'bartered' })).toThrow(/bartered/);
    expect(() => map('orders/updated', { ...order, test: true })).toThrow(/test order/);
    expect(() => map('orders/updated', { ...order, total_price: undefined })).toThrow(/total_price/);
    expect(() =>
      map('orders/updated', { ...order, line_items: [{ ...order.line_items[0], price: 'free' }] }),
    ).toThrow(/line_items\.0\.price/);
    expect(() => map('orders/updated', order, 'stranger.example')).toThrow(/No shop/);
    expect(() => map('orders/teleported', order)).toThrow(/orders\/teleported/);
    expect(() => map('orders', { orders: [] })).toThrow(/nothing to map/);
  });

  it('maps a deletion to a deletion, later than any update before it', () => {
    const [event] = map('orders/delete', { id: 0 });
    expect(event).toMatchObject({ op: 'delete', version: Date.UTC(2026, 2, 2) });
    expect(event!.body.order_id).toBe('shopify_us:9007199254740993123');
  });
});

describe('shopify refunds', () => {
  const refund = {
    id: 5,
    order_id: 4,
    created_at: '2026-03-05T00:00:00Z',
    refund_line_items: [
      {
        id: 1,
        line_item_id: 11,
        quantity: 1,
        subtotal: 119.0,
        total_tax: 19.0,
        restock_type: 'return',
        line_item: order.line_items[0],
      },
    ],
    order_adjustments: [
      { id: 2, kind: 'shipping_refund', amount: '-5.95', tax_amount: '-0.95' },
      { id: 3, kind: 'refund_discrepancy', amount: '10.00', tax_amount: '0.00' },
    ],
    transactions: [
      {
        id: 9,
        order_id: 4,
        kind: 'refund',
        status: 'success',
        gateway: 'bogus',
        amount: '114.95',
        currency: 'EUR',
        created_at: '2026-03-05T00:00:00Z',
      },
    ],
  };
  const amounts = (account: string) =>
    map('refunds/create', refund, account)
      .filter((event) => event.contract.name === 'trade.refund')
      .map(({ body }) =>
        [body.amount, body.tax, body.shipping].map((each) => (each as { amount: string }).amount),
      );

  it('takes the tax out of subtotals only where prices contain it; adjustments keep their sign', () => {
    expect(amounts('shopify_eu')).toEqual([
      ['100', '19', '0'],
      ['0', '0.95', '5.95'],
      ['-10.00', '0.00', '0'],
    ]);
    expect(amounts('shopify_us')[0]).toEqual(['119', '19', '0']);
  });

  it('gives the same ids and versions every time', () => {
    const ids = () =>
      map('refunds/create', refund).map((event) => [event.body[event.contract.entity], event.version]);
    expect(ids()).toEqual(ids());
    expect(new Set(ids().map(([id]) => id)).size).toBe(4);
  });

  it('maps a refund of money alone by what was paid back', () => {
    const [event] = map('refunds/create', { ...refund, refund_line_items: [], order_adjustments: [] });
    expect(event!.body).toMatchObject({
      refund_id: 'shopify_us:5',
      amount: { amount: '114.95', currency: 'EUR' },
    });
  });
});

describe('shopify customers', () => {
  it('lets mail and phone leave only as hashes', () => {
    const customer = {
      id: 77,
      email: ' Ann@Example.com ',
      phone: '+1 (555) 010-0000',
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-02T00:00:00Z',
      tags: 'vip, wholesale',
      email_marketing_consent: { state: 'subscribed' },
    };
    const [event] = map('customers/update', customer);
    expect(event!.body).toMatchObject({
      customer_key: 'shopify_us:77',
      tags: ['vip', 'wholesale'],
      consent: { email: true, sms: false, ads: false },
    });
    const text = JSON.stringify(event!.body);
    expect(text).not.toMatch(/example\.com|555/i);
    const [same] = map('customers/update', { ...customer, email: 'ann@example.com' });
    expect(same!.body.email_hash).toBe(event!.body.email_hash);
  });
});
