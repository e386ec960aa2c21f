import { expect, it } from 'vitest';
import { refund } from '../contracts/index.ts';
import { encodeEvent } from './encode-event.ts';
import { outgoing } from './outgoing-event.ts';

const zero = { amount: '0.00', currency: 'USD' };
const event = outgoing(refund, {
  body: {
    refund_id: 'shopify_us:890088186047892319',
    order_id: 'shopify_us:1001',
    amount: { amount: '10.10', currency: 'USD' },
    tax: zero,
    shipping: zero,
    restock: true,
    processed_at: '2026-03-01T09:30:00Z',
  },
  source: 'shopify',
  time: '2026-03-01T09:30:00Z',
  version: 1_772_357_400_000,
  channel: 'shopify',
  shop: 'shopify_us',
  rawref: 'raw.shopify/3/17',
});

it('writes CloudEvents in binary mode, keyed by the entity', () => {
  const { key, value, headers } = encodeEvent(event);
  expect(key).toBe('shopify_us:890088186047892319');
  expect(JSON.parse(value)).toEqual(event.body);
  expect(headers).toEqual({
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    ce_type: 'trade.refund.v1',
    ce_source: 'shopify',
    ce_time: '2026-03-01T09:30:00Z',
    ce_entityid: 'shopify_us:890088186047892319',
    ce_entityversion: '1772357400000',
    ce_op: 'upsert',
    ce_channel: 'shopify',
    ce_shop: 'shopify_us',
    ce_rawref: 'raw.shopify/3/17',
  });
});

it('leaves out attributes that do not apply and takes another key', () => {
  const { channel: _channel, shop: _shop, rawref: _rawref, ...bare } = event;
  const { key, headers } = encodeEvent({ ...bare, key: 'shopify_us:1001' });
  expect(key).toBe('shopify_us:1001');
  expect(Object.keys(headers)).not.toContain('ce_shop');
  expect(headers.ce_entityid).toBe('shopify_us:890088186047892319');
});
