import { z } from 'zod';
import { contract } from '../contract.ts';
import { flag, id, instant, maybe, oneOf, smallCount, statusOf, text, word } from '../fields.ts';

export const ticket = contract({
  name: 'crm.ticket',
  version: 1,
  description: 'A customer’s matter and where it stands.',
  entity: 'ticket_id',
  shape: z.object({
    ticket_id: id(),
    customer_key: maybe(id()),
    order_id: maybe(id()),
    shipment_id: maybe(id()),
    subject: maybe(text(500)),
    category: word(),
    priority: oneOf(['low', 'normal', 'high', 'urgent']),
    status: statusOf(['new', 'open', 'pending', 'on_hold', 'solved', 'closed']),
    raw_status: maybe(text(200)).describe("The source's own word."),
    created_at: instant(),
    first_reply_at: maybe(instant()),
    resolved_at: maybe(instant()),
    agent_id: maybe(id()),
    csat: maybe(smallCount()).describe('1 to 5.'),
    auto: flag().describe('Opened or answered by a program.'),
  }),
});
