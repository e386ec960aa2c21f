import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, maybe, oneOf, text, word } from '../fields.ts';

export const objective = contract({
  name: 'str.objective',
  version: 1,
  description: 'An objective on a strategy map.',
  entity: 'objective_id',
  shape: z.object({
    objective_id: id(),
    map_id: id(),
    name: text(300),
    perspective: oneOf(['financial', 'customer', 'process', 'learning']),
    theme: maybe(word()),
    owner: maybe(id()),
    weight: decimal(),
  }),
});
