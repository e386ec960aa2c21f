import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, quantity, statusOf, text, word } from '../fields.ts';

export const movement = contract({
  name: 'inv.movement',
  version: 1,
  description: 'One movement of stock.',
  entity: 'movement_id',
  shape: z.object({
    movement_id: id(),
    type: statusOf([
      'receipt',
      'sale',
      'return',
      'transfer_out',
      'transfer_in',
      'adjust',
      'scrap',
      'production',
      'count',
    ]),
    raw_type: maybe(text(200)).describe('The system’s own movement type.'),
    node_id: id(),
    to_node: maybe(id()),
    bin: maybe(id()),
    sku: id(),
    lot: maybe(id()),
    qty: quantity().describe('Signed: what enters the node is positive.'),
    unit_cost: maybe(money()),
    doc_type: maybe(word()),
    doc_id: maybe(id()),
    at: instant(),
  }),
});
