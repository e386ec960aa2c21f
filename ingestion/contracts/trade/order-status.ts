import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, oneOf, text } from '../fields.ts';
import { orderStatuses } from './order.ts';

export const orderStatus = contract({
  name: 'trade.order_status',
  version: 1,
  description: 'One change of the status of an order.',
  entity: 'change_id',
  shape: z.object({
    change_id: id().describe('<order_id>:<to>:<at in ms>.'),
    order_id: id(),
    from: maybe(oneOf(orderStatuses)),
    to: oneOf(orderStatuses),
    at: instant(),
    reason: maybe(text(500)),
    actor: oneOf(['buyer', 'seller', 'platform', 'system']),
  }),
});
