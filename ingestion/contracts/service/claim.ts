import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, oneOf, statusOf, text } from '../fields.ts';

export const claim = contract({
  name: 'crm.claim',
  version: 1,
  description: 'Money demanded of a carrier, a platform, a supplier, or by a buyer.',
  entity: 'claim_id',
  shape: z.object({
    claim_id: id(),
    kind: oneOf(['carrier', 'platform', 'supplier', 'buyer']),
    ticket_id: maybe(id()),
    order_id: maybe(id()),
    shipment_id: maybe(id()),
    reason: maybe(text(500)),
    requested: money(),
    approved: maybe(money()),
    status: statusOf(['draft', 'submitted', 'in_review', 'approved', 'rejected', 'paid', 'withdrawn']),
    raw_status: maybe(text(200)).describe("The source's own word."),
    opened_at: instant(),
    due_at: maybe(instant()),
    closed_at: maybe(instant()),
  }),
});
