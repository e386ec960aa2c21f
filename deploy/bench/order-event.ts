import { type OutgoingEvent, order, outgoing } from '#ingestion';

/** A paid order of one line, placed now. */
export function orderEvent(name: string): OutgoingEvent {
  const now = Date.now();
  const time = new Date(now).toISOString();
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  return outgoing(order, {
    body: {
      order_id: `shopify_us:${name}`,
      channel_order_no: name,
      marketplace: 'shopify_us',
      status: 'paid',
      placed_at: time,
      ship_to: { country: 'US', region: 'CA' },
      fulfilment: '3pl',
      totals: {
        items: usd('20.00'),
        shipping: usd('0.00'),
        discount_seller: usd('0.00'),
        discount_platform: usd('0.00'),
        tax: usd('1.60'),
        total: usd('21.60'),
      },
      tax_mode: 'excluded',
      lines: [
        {
          line_id: '1',
          sku: 'SKU-1',
          qty: '2',
          unit_price: usd('10.00'),
          discount: usd('0.00'),
          tax: usd('1.60'),
          status: 'open',
        },
      ],
    },
    source: 'bench',
    time,
    version: now,
    channel: 'shopify',
    shop: 'shopify_us',
  });
}
