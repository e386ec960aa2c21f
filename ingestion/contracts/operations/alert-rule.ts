import { z } from 'zod';
import { contract } from '../contract.ts';
import { flag, id, instant, json, maybe, oneOf, word, words } from '../fields.ts';

export const alertRule = contract({
  name: 'ops.alert_rule',
  version: 1,
  description: 'When and whom to alert.',
  entity: 'rule_id',
  shape: z.object({
    rule_id: id(),
    enabled: flag(),
    thresholds: json(),
    severity: oneOf(['info', 'warning', 'critical']),
    owner_role: maybe(word()),
    notify: words().describe('Where to: console, mail, webhook, …'),
    changed_by: id(),
    at: instant(),
  }),
});
