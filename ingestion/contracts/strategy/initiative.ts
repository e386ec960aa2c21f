import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, instant, maybe, oneOf, text } from '../fields.ts';

export const initiative = contract({
  name: 'str.initiative',
  version: 1,
  description: 'Work meant to move an objective, and how far it is.',
  entity: 'initiative_id',
  shape: z.object({
    initiative_id: id(),
    objective_id: id(),
    name: text(300),
    owner: maybe(id()),
    progress: decimal().describe('0 to 1.'),
    status: oneOf(['planned', 'running', 'done', 'stopped']),
    at: instant(),
  }),
});
