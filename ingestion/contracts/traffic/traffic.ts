import { z } from 'zod';
import { contract } from '../contract.ts';
import { bigCount, day, decimal, id, maybe, money, smallCount, word } from '../fields.ts';

export const traffic = contract({
  name: 'trf.traffic',
  version: 1,
  description: 'Visits of a shop or of one of its items on one day (or hour), as last reported.',
  entity: 'row_key',
  shape: z.object({
    row_key: id().describe('<shop>:<sku or *>:<date>[:<hour>].'),
    sku: maybe(id()),
    channel_sku: maybe(id()),
    asin: maybe(id()),
    medium: maybe(word()).describe('Where the visits came from: source / medium of a web analysis.'),
    date: day(),
    hour: maybe(smallCount()),
    impressions: maybe(bigCount()),
    sessions: bigCount(),
    page_views: bigCount(),
    add_to_cart: maybe(bigCount()),
    orders: bigCount(),
    units: bigCount(),
    sales: maybe(money()),
    buy_box_share: maybe(decimal()).describe('0 to 1.'),
  }),
});
