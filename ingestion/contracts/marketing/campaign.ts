import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, decimal, id, maybe, money, oneOf, statusOf, text, word } from '../fields.ts';

export const campaign = contract({
  name: 'mkt.campaign',
  version: 1,
  description: 'An advertising campaign as its platform last described it.',
  entity: 'campaign_key',
  shape: z.object({
    campaign_key: id().describe('<platform>:<campaign_id>.'),
    platform: word(),
    account_id: maybe(id()),
    campaign_id: id(),
    name: text(500),
    type: maybe(word()),
    status: statusOf(['enabled', 'paused', 'draft', 'ended', 'archived']),
    raw_status: maybe(text(200)).describe("The source's own word."),
    budget: maybe(money()),
    budget_type: maybe(oneOf(['daily', 'lifetime', 'monthly'])),
    bid_strategy: maybe(word()),
    target_acos: maybe(decimal()).describe('Advertising spend over sales, 0.25 for a quarter.'),
    start_date: maybe(day()),
    end_date: maybe(day()),
  }),
});
