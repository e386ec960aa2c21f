import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, instant, maybe, oneOf, word } from '../fields.ts';

export const accountHealth = contract({
  name: 'ops.account_health',
  version: 1,
  description: 'How a channel rates a shop of ours by one measure.',
  entity: 'health_key',
  shape: z.object({
    health_key: id().describe('<shop>:<metric>:<period>.'),
    metric: word(),
    value: decimal(),
    target: maybe(decimal()),
    comparator: maybe(oneOf(['<', '<=', '=', '>=', '>'])),
    status: oneOf(['good', 'watch', 'at_risk', 'critical', 'unknown']),
    period: word(),
    at: instant(),
  }),
});
