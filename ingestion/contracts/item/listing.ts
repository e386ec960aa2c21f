import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, decimal, flag, id, maybe, money, quantity, statusOf, text } from '../fields.ts';

export const listing = contract({
  name: 'itm.listing',
  version: 1,
  description: 'An offer of a SKU in a shop, as the channel shows it.',
  entity: 'listing_id',
  shape: z.object({
    listing_id: id().describe('<shop>:<the channel’s own id of the offer>.'),
    sku: maybe(id()).describe('Absent until the channel’s SKU is known to be one of ours.'),
    channel_sku: id(),
    asin: maybe(id()),
    title: maybe(text(500)),
    price: money(),
    list_price: maybe(money()).describe('The price struck through.'),
    available: maybe(quantity()),
    status: statusOf(['active', 'inactive', 'draft', 'blocked', 'ended']),
    channel_status: maybe(text(200)),
    buy_box: maybe(flag()),
    rank: maybe(count()),
    rating: maybe(decimal()),
    reviews: maybe(count()),
  }),
});
