import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, maybe, oneOf, text, word } from '../fields.ts';

export const performance = contract({
  name: 'hr.performance',
  version: 1,
  description: 'An employee’s review of one cycle, with the goals agreed.',
  entity: 'performance_id',
  shape: z.object({
    performance_id: id().describe('<employee_id>:<cycle>.'),
    employee_id: id(),
    cycle: word(),
    rating: maybe(decimal()),
    goals: z
      .array(z.object({ goal_id: id(), title: maybe(text(500)), weight: decimal(), progress: decimal() }))
      .max(200),
    status: oneOf(['open', 'submitted', 'closed']),
  }),
});
