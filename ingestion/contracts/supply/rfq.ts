import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, quantity, smallCount } from '../fields.ts';

export const requestForQuotation = contract({
  name: 'scm.rfq',
  version: 1,
  description: 'A request for quotation to one supplier for one SKU, and the answer.',
  entity: 'rfq_id',
  shape: z.object({
    rfq_id: id(),
    supplier_id: id(),
    sku: id(),
    qty: maybe(quantity()),
    sent_at: instant(),
    responded_at: maybe(instant()),
    price: maybe(money()),
    lead_days: maybe(smallCount()),
  }),
});
