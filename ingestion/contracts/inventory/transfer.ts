import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, oneOf, quantity } from '../fields.ts';

export const transfer = contract({
  name: 'inv.transfer',
  version: 1,
  description: 'Goods to be moved from one node to another.',
  entity: 'transfer_id',
  shape: z.object({
    transfer_id: id(),
    from_node: id(),
    to_node: id(),
    lines: z.array(z.object({ sku: id(), qty: quantity() })).max(5_000),
    state: oneOf(['proposed', 'approved', 'shipped', 'received', 'cancelled']),
    cost: maybe(money()),
    by: maybe(id()),
    at: instant(),
  }),
});
