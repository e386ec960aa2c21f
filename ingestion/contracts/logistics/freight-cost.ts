import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, oneOf } from '../fields.ts';

export const freightCost = contract({
  name: 'lgt.freight_cost',
  version: 1,
  description: 'A cost of a shipment: estimated first, invoiced later.',
  entity: 'cost_id',
  shape: z.object({
    cost_id: id().describe('<shipment_id>:<kind>.'),
    shipment_id: id(),
    order_id: maybe(id()),
    kind: oneOf(['freight', 'fuel', 'remote', 'duty', 'vat', 'insurance', 'packing', 'other']),
    estimated: money(),
    invoiced: maybe(money()),
    invoice_no: maybe(id()),
    incurred_at: instant(),
  }),
});
