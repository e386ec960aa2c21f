import { z } from 'zod';
import { contract } from '../contract.ts';
import { bigCount, day, flag, id, maybe, money, oneOf, smallCount, word } from '../fields.ts';

export const adPerformance = contract({
  name: 'mkt.ad_performance',
  version: 1,
  description: 'What an advertisement cost and brought on one day (or hour), as last reported.',
  entity: 'row_key',
  shape: z.object({
    row_key: id().describe('<platform>:<account>:<campaign>:<ad or sku>:<date>[:<hour>].'),
    platform: word(),
    account_id: id(),
    campaign_id: id(),
    campaign_name: maybe(id()),
    ad_group_id: maybe(id()),
    ad_id: maybe(id()),
    keyword: maybe(id()),
    sku: maybe(id()),
    marketplace: maybe(word()),
    date: day(),
    hour: maybe(smallCount()),
    impressions: bigCount(),
    clicks: bigCount(),
    spend: money(),
    orders: bigCount(),
    units: bigCount(),
    sales: money(),
    attribution: oneOf(['1d', '7d', '14d', '30d']),
    is_final: flag(),
  }),
});
