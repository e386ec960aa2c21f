import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, instant, maybe, money, oneOf, quantity } from '../fields.ts';

export const purchaseOrder = contract({
  name: 'scm.purchase_order',
  version: 1,
  description: 'A purchase order with its lines and the dates promised.',
  entity: 'po_id',
  shape: z.object({
    po_id: id(),
    supplier_id: id(),
    entity: id(),
    node_id: maybe(id()).describe('Where the goods are to arrive.'),
    status: oneOf(['draft', 'sent', 'acknowledged', 'partially_received', 'received', 'cancelled', 'closed']),
    ordered_at: instant(),
    ack_at: maybe(instant()),
    lines: z
      .array(
        z.object({
          line: id(),
          sku: id(),
          qty: quantity(),
          price: money(),
          std_price: maybe(money()),
          requested_date: maybe(day()),
          commit_date: maybe(day()),
        }),
      )
      .max(5_000),
  }),
});
