import { z } from 'zod';
import { contract } from '../contract.ts';
import { country, id, instant, maybe, money, oneOf, quantity, text, unmapped, word } from '../fields.ts';

export const orderStatuses = [
  'pending',
  'paid',
  'partially_shipped',
  'shipped',
  'delivered',
  'cancelled',
  'closed',
  unmapped,
] as const;

export const order = contract({
  name: 'trade.order',
  version: 1,
  description: 'An order as its channel last reported it, whole: header, totals and every line.',
  entity: 'order_id',
  shape: z.object({
    order_id: id().describe('Platform-wide id: <shop>:<channel order number>.'),
    channel_order_no: id(),
    marketplace: word().describe(
      'Code of dim_marketplace; fixes the country, time zone and currency of the site.',
    ),
    pack_id: maybe(id()).describe('The cart a channel split into several orders.'),
    status: oneOf(orderStatuses),
    channel_status: maybe(text(500)).describe("The channel's own status words."),
    placed_at: instant(),
    paid_at: maybe(instant()),
    promise_ship_by: maybe(instant()),
    promise_deliver_by: maybe(instant()),
    cancelled_at: maybe(instant()),
    customer_key: maybe(id()).describe('Absent where the channel hides the buyer.'),
    ship_to: z.object({
      country: maybe(country()),
      country_raw: maybe(text(100)).describe("The channel's own word for the country."),
      region: maybe(text(200)),
      city: maybe(text(200)),
      postal_prefix: maybe(text(20)),
    }),
    fulfilment: oneOf(['fba', '3pl', 'own', 'drop']),
    totals: z.object({
      items: money().describe('Sum of quantity × unit price, before discounts.'),
      shipping: money(),
      discount_seller: money().describe('Positive; funded by the seller.'),
      discount_platform: money().describe('Positive; funded by the channel.'),
      tax: money(),
      tip: maybe(money()),
      total: money().describe('What the buyer owes.'),
    }),
    tax_mode: oneOf(['included', 'excluded', 'marketplace']),
    presentment: maybe(money()).describe('The total in the currency the buyer saw.'),
    refunded_order_id: maybe(id()).describe('For a negative order: the order it takes back.'),
    lines: z
      .array(
        z.object({
          line_id: id(),
          sku: id(),
          channel_sku: maybe(id()),
          asin: maybe(id()),
          title: maybe(text(500)),
          qty: quantity().describe('Signed: negative lines take goods back.'),
          unit_price: money(),
          discount: money().describe('Positive; of the whole line, funded by the seller.'),
          tax: money().describe('Of the whole line.'),
          fee_estimate: maybe(money()),
          status: oneOf(['open', 'shipped', 'cancelled', 'returned']),
        }),
      )
      .max(5_000),
  }),
});
