import { describe, expect, it } from 'vitest';
import { shopify } from '../index.ts';
import { declaredSources, first, mapDeclared, sumOf } from '../testing/declared.ts';
import { bodiesOf, mapSample } from '../testing/samples.ts';

const hook = (source: 'shopify' | 'woocommerce', object: string | undefined, payload: object) =>
  mapSample(source === 'shopify' ? shopify : declaredSources.get(source)!, {
    value: Buffer.from(JSON.stringify(payload)),
    ...(object === undefined ? {} : { object }),
  });

describe('WooCommerce: an order names its refunds', () => {
  const order = {
    ...{ id: 727, order_key: 'k', number: '727', status: 'processing', currency: 'EUR' },
    ...{ date_created_gmt: '2026-03-01T10:00:00', date_modified_gmt: '2026-03-02T10:00:00' },
    ...{
      discount_total: '0.00',
      shipping_total: '10.00',
      total: '132.00',
      total_tax: '22.00',
      customer_id: 5,
    },
    line_items: [{ id: 1, sku: 'TEA', quantity: 1, subtotal: '100.00', total: '100.00', total_tax: '20.00' }],
    refunds: [{ id: 8, reason: 'broken', total: '-10.00' }],
  };
  const refundOf = (payload: object) =>
    mapDeclared('woocommerce', payload).find(({ contract }) => contract.name === 'trade.refund')!;
  const fetched = {
    ...{ id: 8, refunded_payment: true, amount: '10.00', date_created_gmt: '2026-03-01T12:00:00' },
    ...{ parent_id: 727, line_items: [{ total: '-8.40', total_tax: '-1.60' }], shipping_lines: [] },
  };

  it('with the order’s share of tax, together what was given back', () => {
    expect(refundOf(order).body).toMatchObject({
      ...{ refund_id: 'woocommerce_test:8', order_id: 'woocommerce_test:727', reason: 'broken' },
      ...{ amount: { amount: '8.33', currency: 'EUR' }, tax: { amount: '1.67' }, shipping: { amount: '0' } },
    });
    const whole = refundOf({ ...order, refunds: [{ id: 8, reason: '', total: '-132.00' }] });
    expect(whole.body).toMatchObject({ amount: { amount: '110.00' }, tax: { amount: '22' } });
  });

  it('what is told first stays, until the refund is fetched', () => {
    const [told, again, exact] = [
      refundOf(order),
      refundOf({ ...order, date_modified_gmt: '2026-04-01T10:00:00' }),
      refundOf(fetched),
    ];
    expect(exact.body.refund_id).toBe(told.body.refund_id);
    expect(Number(again.version)).toBeLessThan(Number(told.version));
    expect(Number(told.version)).toBeLessThan(Number(exact.version));
  });

  it('every order of a batch that made some and changed others', () => {
    const events = mapDeclared('woocommerce', { create: [order], update: [{ ...order, id: 728 }] });
    expect(bodiesOf(events, 'trade.order.v1').map((body) => body.order_id)).toEqual([
      'woocommerce_test:727',
      'woocommerce_test:728',
    ]);
  });
});

describe('WooCommerce: a product', () => {
  const product = {
    ...{ id: 5, name: 'Tea', sku: 'TEA', type: 'variable', status: 'publish', catalog_visibility: 'visible' },
    ...{ date_modified_gmt: '2026-03-01T12:00:00', regular_price: '', price: '10' },
  };

  it('whose variants have the prices is one all the same', () => {
    expect(first(mapDeclared('woocommerce', [product]), 'itm.listing')).toMatchObject({ channel_sku: 'TEA' });
  });

  it('without any price is set aside', () => {
    const events = mapDeclared('woocommerce', [product, { ...product, id: 6, price: '', status: 'draft' }]);
    expect(bodiesOf(events, 'itm.listing.v1')).toHaveLength(1);
    expect(first(events, 'ops.raw_quarantine').reason).toMatch(/no price/);
  });
});

describe('Shopify', () => {
  const charge = {
    ...{ id: 1, type: 'charge', test: false, payout_id: 9, currency: 'EUR', amount: '100.00', fee: '3.20' },
    ...{ net: '96.80', source_id: 7, source_order_id: 5, processed_at: '2026-03-01T10:00:00-05:00' },
  };

  it('knows the balance’s transactions by what is left of them', () => {
    const events = hook('shopify', undefined, { transactions: [charge, { ...charge, id: 2, test: true }] });
    expect(bodiesOf(events, 'pay.payment.v1')).toEqual([]);
    expect(sumOf(events).toFixed(2)).toBe('96.80');
    expect(first(events, 'ops.raw_quarantine').reason).toMatch(/a test transaction/);
  });

  it('a customer who is gone, or is to be forgotten', () => {
    const gone = [{ op: 'delete', body: { customer_key: 'shopify_test:7' } }];
    expect(hook('shopify', 'customers/delete', { id: 7 })).toMatchObject(gone);
    const asked = { shop_id: 1, shop_domain: 'x.myshopify.com', customer: { id: 7, email: 'a@b.example' } };
    expect(hook('shopify', 'customers/redact', { ...asked, orders_to_redact: [5] })).toMatchObject(gone);
  });

  it.each([
    'orders/edited',
    'returns/request',
    'app/uninstalled',
    'inventory_items/update',
    'checkouts/delete',
  ])('%s holds nothing for us, and says why', (object) => {
    expect(hook('shopify', object, { id: 1 })).toEqual([]);
    expect(shopify.ignored?.[object]).toBeTypeOf('string');
  });

  it('a topic it does not know is refused', () => {
    expect(() => hook('shopify', 'orders/teleported', { id: 1 })).toThrow(/does not send/);
  });
});
