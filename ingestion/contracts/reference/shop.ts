import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, ids, maybe, text, word } from '../fields.ts';

export const refShop = contract({
  name: 'ref.shop',
  version: 1,
  description: 'A shop of ours on a channel.',
  entity: 'shop',
  shape: z.object({
    shop: id(),
    name: text(300),
    platform: word().describe('Channel code.'),
    marketplace: word(),
    entity: id(),
    profit_center: id(),
    accounts: ids().describe('What sources call it: seller ids, domains, advertiser ids.'),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
