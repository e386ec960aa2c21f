import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, maybe, money, period, word } from '../fields.ts';

export const budget = contract({
  name: 'fin.budget',
  version: 1,
  description: 'A planned amount of one line of the profit and loss account in one month.',
  entity: 'budget_id',
  shape: z.object({
    budget_id: id().describe('<scenario>:<entity or profit centre>:<pnl_code>:<period>.'),
    scenario: word(),
    entity: maybe(id()),
    profit_center: maybe(id()),
    pnl_code: word(),
    period: period(),
    amount: money().describe('Signed like the account: income positive, cost negative.'),
    by: maybe(id()),
  }),
});
