import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, flag, id, instant, maybe, money, word } from '../fields.ts';

export const competitorPrice = contract({
  name: 'itm.competitor_price',
  version: 1,
  description: 'What a competitor asks for a comparable item at one instant.',
  entity: 'observation_id',
  shape: z.object({
    observation_id: id().describe('<marketplace>:<competitor>:<item>:<at in ms>.'),
    marketplace: word(),
    competitor: word(),
    item: id().describe('ASIN or the competitor’s own SKU.'),
    our_sku: maybe(id()),
    price: money(),
    in_stock: maybe(flag()),
    rating: maybe(decimal()),
    at: instant(),
  }),
});
