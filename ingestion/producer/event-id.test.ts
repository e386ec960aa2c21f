import { describe, expect, it } from 'vitest';
import { eventId } from './event-id.ts';

describe('eventId', () => {
  const id = eventId('shopify', 'trade.order.v1', 'shopify_us:1001', '1700000000000', 'upsert');

  it('is a uuid of version 5 and stays the same for ever', () => {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(id).toBe('8d0f804c-05b6-501d-9c0a-48bb8fbd1b78');
  });

  it('differs when any part differs', () => {
    const others = [
      eventId('amazon', 'trade.order.v1', 'shopify_us:1001', '1700000000000', 'upsert'),
      eventId('shopify', 'trade.refund.v1', 'shopify_us:1001', '1700000000000', 'upsert'),
      eventId('shopify', 'trade.order.v1', 'shopify_us:1002', '1700000000000', 'upsert'),
      eventId('shopify', 'trade.order.v1', 'shopify_us:1001', '1700000000001', 'upsert'),
      eventId('shopify', 'trade.order.v1', 'shopify_us:1001', '1700000000000', 'delete'),
    ];
    expect(new Set([id, ...others]).size).toBe(6);
  });
});
