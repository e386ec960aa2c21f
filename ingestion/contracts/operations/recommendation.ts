import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, json, maybe, money, oneOf, text } from '../fields.ts';

export const recommendation = contract({
  name: 'ops.recommendation',
  version: 1,
  description: 'Advice of the platform, and what became of it.',
  entity: 'rec_id',
  shape: z.object({
    rec_id: id(),
    kind: oneOf(['replenish', 'transfer', 'bid', 'budget', 'price', 'route', 'coupon']),
    subject: text(500),
    payload: json(),
    expected_gain: maybe(money()),
    state: oneOf(['proposed', 'approved', 'edited', 'rejected', 'done']),
    by: maybe(id()),
    made_at: instant(),
    decided_at: maybe(instant()),
  }),
});
