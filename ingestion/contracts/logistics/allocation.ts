import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, instant, maybe, money, word } from '../fields.ts';

export const allocation = contract({
  name: 'lgt.allocation',
  version: 1,
  description: 'From which node and by which carrier an order is to be sent, and what else was possible.',
  entity: 'allocation_id',
  shape: z.object({
    allocation_id: id(),
    order_id: id(),
    line_id: maybe(id()),
    node_id: id(),
    carrier: word(),
    service: maybe(word()),
    promised_at: maybe(instant()),
    est_cost: money(),
    alternatives: z
      .array(z.object({ node_id: id(), carrier: word(), cost: money(), days: decimal() }))
      .max(100),
    rule: word(),
    at: instant(),
  }),
});
