import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, maybe, text } from '../fields.ts';

export const refProfitCenter = contract({
  name: 'ref.profit_center',
  version: 1,
  description: 'A profit centre and its place in the hierarchy.',
  entity: 'profit_center',
  shape: z.object({
    profit_center: id(),
    name: text(300),
    parent: maybe(id()),
    entity: maybe(id()),
    owner: maybe(id()),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
