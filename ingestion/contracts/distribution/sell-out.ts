import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, quantity } from '../fields.ts';

export const sellOut = contract({
  name: 'dst.sell_out',
  version: 1,
  description: 'Goods a dealer sold on.',
  entity: 'sale_id',
  shape: z.object({
    sale_id: id(),
    dealer_id: id(),
    store: maybe(id()),
    sku: id(),
    qty: quantity(),
    price: maybe(money()).describe('Of one unit.'),
    at: instant(),
  }),
});
