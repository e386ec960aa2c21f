import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, day, id, maybe, text, word } from '../fields.ts';

export const refPosition = contract({
  name: 'ref.position',
  version: 1,
  description: 'A position of the organisation.',
  entity: 'position',
  shape: z.object({
    position: id(),
    name: text(300),
    org: maybe(word()),
    reports_to: maybe(id()),
    cost_center: maybe(id()),
    grade: maybe(word()),
    headcount: maybe(count()),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
