import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, flag, id, instant, maybe, smallCount, words } from '../fields.ts';

export const review = contract({
  name: 'crm.review',
  version: 1,
  description: 'What a buyer says of an item; the text stays where it is.',
  entity: 'review_id',
  shape: z.object({
    review_id: id(),
    listing_id: maybe(id()),
    sku: maybe(id()),
    order_id: maybe(id()),
    rating: smallCount().describe('1 to 5.'),
    text_ref: maybe(id()),
    topics: words(),
    sentiment: maybe(decimal()),
    verified: maybe(flag()),
    at: instant(),
  }),
});
