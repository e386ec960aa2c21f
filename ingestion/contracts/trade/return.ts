import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, oneOf, quantity, statusOf, text, word } from '../fields.ts';

export const returnOrder = contract({
  name: 'trade.return',
  version: 1,
  description: 'Goods a buyer sends back.',
  entity: 'return_id',
  shape: z.object({
    return_id: id(),
    order_id: id(),
    lines: z.array(z.object({ line_id: id(), sku: id(), qty: quantity() })).max(5_000),
    reason_code: word(),
    reason_text: maybe(text(2_000)),
    condition: maybe(oneOf(['sellable', 'damaged', 'defective'])),
    status: statusOf(['requested', 'approved', 'in_transit', 'received', 'refunded', 'rejected', 'closed']),
    channel_status: maybe(text(500)),
    requested_at: instant(),
    received_at: maybe(instant()),
    refund: maybe(money()),
    return_ship_cost: maybe(money()),
  }),
});
