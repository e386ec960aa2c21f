import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, quantity } from '../fields.ts';

export const sellIn = contract({
  name: 'dst.sell_in',
  version: 1,
  description: 'Goods sold to a dealer.',
  entity: 'sale_id',
  shape: z.object({
    sale_id: id(),
    dealer_id: id(),
    sku: id(),
    qty: quantity(),
    price: money().describe('Of one unit.'),
    order_no: maybe(id()),
    at: instant(),
  }),
});
