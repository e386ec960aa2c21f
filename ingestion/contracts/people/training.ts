import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, decimal, id, instant, maybe, money, word } from '../fields.ts';

export const training = contract({
  name: 'hr.training',
  version: 1,
  description: 'An employee’s part in a course.',
  entity: 'training_id',
  shape: z.object({
    training_id: id().describe('<employee_id>:<course>:<due or start day>.'),
    employee_id: id(),
    course: word(),
    hours: decimal(),
    cost: maybe(money()),
    due: maybe(day()),
    completed_at: maybe(instant()),
    score: maybe(decimal()),
  }),
});
