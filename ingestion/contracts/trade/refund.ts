import { z } from 'zod';
import { contract } from '../contract.ts';
import { flag, id, instant, maybe, money, quantity, text } from '../fields.ts';

export const refund = contract({
  name: 'trade.refund',
  version: 1,
  description: 'Money given back to a buyer, for an order or one of its lines.',
  entity: 'refund_id',
  shape: z.object({
    refund_id: id(),
    order_id: id(),
    line_id: maybe(id()),
    sku: maybe(id()),
    qty: maybe(quantity()),
    reason: maybe(text(500)),
    amount: money().describe('Goods, positive, without tax and shipping.'),
    tax: money().describe('Positive.'),
    shipping: money().describe('Positive.'),
    restock: flag(),
    processed_at: instant(),
  }),
});
