import { z } from 'zod';
import { contract } from '../contract.ts';
import { country, currency, day, id, maybe, text, word } from '../fields.ts';

export const refDealer = contract({
  name: 'ref.dealer',
  version: 1,
  description: 'A dealer who sells our goods on.',
  entity: 'dealer_id',
  shape: z.object({
    dealer_id: id(),
    name: text(300),
    country: country(),
    region: maybe(text(200)),
    level: maybe(word()),
    currency: maybe(currency()),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
