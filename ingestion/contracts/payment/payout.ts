import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, currency, day, id, instant, maybe, money, rate, statusOf, text, word } from '../fields.ts';

export const payout = contract({
  name: 'pay.payout',
  version: 1,
  description: 'Money a channel or gateway sends to the bank.',
  entity: 'payout_id',
  shape: z.object({
    payout_id: id(),
    gateway: word(),
    amount: money().describe('What arrives, signed: a negative payout is taken from the bank.'),
    fee: maybe(money()),
    bank_currency: maybe(currency()),
    rate: maybe(rate()),
    arrival: maybe(day()),
    status: statusOf(['pending', 'in_transit', 'paid', 'failed', 'cancelled']),
    raw_status: maybe(text(200)),
    line_count: maybe(count()),
    at: instant(),
  }),
});
