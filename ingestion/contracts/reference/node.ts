import { z } from 'zod';
import { contract } from '../contract.ts';
import { country, day, id, maybe, oneOf, text } from '../fields.ts';

export const refNode = contract({
  name: 'ref.node',
  version: 1,
  description: 'A place where goods are: warehouse, store, dealer, port.',
  entity: 'node_id',
  shape: z.object({
    node_id: id(),
    name: text(300),
    node_type: oneOf(['own', '3pl', 'fba', 'store', 'dealer', 'port', 'transit']),
    country: country(),
    region: maybe(text(200)),
    entity: maybe(id()),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
