import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, oneOf } from '../fields.ts';

export const coupon = contract({
  name: 'mkt.coupon',
  version: 1,
  description: 'A coupon was issued, redeemed or has expired.',
  entity: 'event_key',
  shape: z.object({
    event_key: id().describe('<coupon_id>:<event>:<at in ms>.'),
    coupon_id: id(),
    event: oneOf(['issued', 'redeemed', 'expired']),
    customer_key: maybe(id()),
    order_id: maybe(id()),
    value: money(),
    cause: oneOf(['campaign', 'win_back', 'loyalty', 'service']),
    at: instant(),
  }),
});
