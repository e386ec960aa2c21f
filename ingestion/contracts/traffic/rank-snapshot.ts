import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, decimal, id, instant, maybe, money, text, word } from '../fields.ts';

export const rankSnapshot = contract({
  name: 'trf.rank_snapshot',
  version: 1,
  description: 'The place of an item in a category’s ranking at one instant.',
  entity: 'row_key',
  shape: z.object({
    row_key: id().describe('<marketplace>:<category>:<item>:<at in ms>.'),
    marketplace: word(),
    category: text(500),
    rank: count(),
    item: id().describe('ASIN or the channel’s own id.'),
    sku: maybe(id()),
    price: maybe(money()),
    rating: maybe(decimal()),
    reviews: maybe(count()),
    at: instant(),
  }),
});
