import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, oneOf, rate, statusOf, text, word } from '../fields.ts';

export const payment = contract({
  name: 'pay.payment',
  version: 1,
  description: 'One movement of money at a payment gateway.',
  entity: 'payment_id',
  shape: z.object({
    payment_id: id(),
    order_id: maybe(id()),
    gateway: word(),
    method: maybe(word()),
    kind: oneOf(['auth', 'capture', 'sale', 'void', 'refund']),
    amount: money().describe('Positive, whatever the kind.'),
    fee: maybe(money()),
    net: maybe(money()),
    gateway_rate: maybe(rate()),
    status: statusOf(['pending', 'succeeded', 'failed', 'cancelled']),
    raw_status: maybe(text(200)).describe("The gateway's own word."),
    at: instant(),
  }),
});
