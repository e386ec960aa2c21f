import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, oneOf, text, word } from '../fields.ts';

export const dispute = contract({
  name: 'pay.dispute',
  version: 1,
  description: 'A buyer or bank takes a payment back, and how that ends.',
  entity: 'dispute_id',
  shape: z.object({
    dispute_id: id(),
    payment_id: maybe(id()),
    order_id: maybe(id()),
    gateway: word(),
    kind: oneOf(['chargeback', 'inquiry', 'retrieval', 'claim']),
    reason: maybe(text(500)),
    amount: money().describe('Positive.'),
    fee: maybe(money()),
    status: word().describe('The gateway’s own word.'),
    evidence_due: maybe(instant()),
    outcome: oneOf(['open', 'won', 'lost', 'withdrawn']),
    at: instant(),
  }),
});
