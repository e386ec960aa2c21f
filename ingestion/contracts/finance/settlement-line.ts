import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, instant, maybe, money, quantity, rate, text, word } from '../fields.ts';

export const settlementLine = contract({
  name: 'fin.settlement_line',
  version: 1,
  description: 'One line of what a channel or gateway settles: a sale, a fee, a tax, an adjustment.',
  entity: 'line_id',
  shape: z.object({
    line_id: id(),
    settlement_id: maybe(id()),
    order_id: maybe(id()),
    order_line_id: maybe(id()),
    sku: maybe(id()),
    raw_type: text(500).describe("The channel's own name of the line."),
    pnl_code: word().describe('Line of the profit and loss account, or «unmapped».'),
    amount: money().describe('Signed, as the seller sees it: income positive, cost negative.'),
    qty: maybe(quantity()),
    posted_at: instant(),
    deposit_date: maybe(day()),
    platform_rate: maybe(rate()),
  }),
});
