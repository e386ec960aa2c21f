import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, instant, maybe, oneOf, text } from '../fields.ts';

export const alert = contract({
  name: 'ops.alert',
  version: 1,
  description: 'Something that must not wait, from opening to closing.',
  entity: 'alert_id',
  shape: z.object({
    alert_id: id(),
    rule: id(),
    severity: oneOf(['info', 'warning', 'critical']),
    subject: text(500),
    dedupe_key: id(),
    value: maybe(decimal()),
    threshold: maybe(decimal()),
    state: oneOf(['open', 'acknowledged', 'closed']),
    owner: maybe(id()),
    opened_at: instant(),
    closed_at: maybe(instant()),
    evidence_ref: maybe(id()),
  }),
});
