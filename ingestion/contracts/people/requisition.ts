import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, day, id, instant, maybe, oneOf, word } from '../fields.ts';

export const requisition = contract({
  name: 'hr.requisition',
  version: 1,
  description: 'A position to be filled.',
  entity: 'req_id',
  shape: z.object({
    req_id: id(),
    position: word(),
    org: maybe(word()),
    cost_center: maybe(id()),
    headcount: count(),
    status: oneOf(['draft', 'open', 'filled', 'cancelled']),
    opened_at: instant(),
    target_date: maybe(day()),
    filled_at: maybe(instant()),
  }),
});
