import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, maybe, text } from '../fields.ts';

export const refCostCenter = contract({
  name: 'ref.cost_center',
  version: 1,
  description: 'A cost centre and its place in the hierarchy.',
  entity: 'cost_center',
  shape: z.object({
    cost_center: id(),
    name: text(300),
    parent: maybe(id()),
    entity: maybe(id()),
    profit_center: maybe(id()),
    owner: maybe(id()),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
