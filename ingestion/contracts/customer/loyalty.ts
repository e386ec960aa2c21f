import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, oneOf, quantity, word } from '../fields.ts';

export const loyalty = contract({
  name: 'mbr.loyalty',
  version: 1,
  description: 'One movement in a loyalty programme.',
  entity: 'event_key',
  shape: z.object({
    event_key: id().describe('<customer_key>:<program>:<at in ms>:<event>.'),
    customer_key: id(),
    program: word(),
    event: oneOf(['join', 'earn', 'burn', 'tier']),
    points: quantity().describe('Signed: earned positive, burnt negative.'),
    balance: maybe(quantity()),
    tier: maybe(word()),
    order_id: maybe(id()),
    at: instant(),
  }),
});
