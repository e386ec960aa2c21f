import { z } from 'zod';
import { contract } from '../contract.ts';
import { country, currency, day, id, maybe, text } from '../fields.ts';

export const refEntity = contract({
  name: 'ref.entity',
  version: 1,
  description: 'A legal entity of the group.',
  entity: 'entity',
  shape: z.object({
    entity: id(),
    name: text(300),
    country: country(),
    functional_currency: currency(),
    parent: maybe(id()),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
