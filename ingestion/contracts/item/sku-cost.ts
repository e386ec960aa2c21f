import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, money, oneOf } from '../fields.ts';

export const skuCost = contract({
  name: 'itm.sku_cost',
  version: 1,
  description: 'What one unit of a SKU costs an entity from a day on, landed.',
  entity: 'cost_key',
  shape: z.object({
    cost_key: id().describe('<entity>:<sku>:<valid_from>.'),
    sku: id(),
    entity: id(),
    method: oneOf(['fifo', 'avg', 'std']),
    unit_cost: money().describe('Sum of the landed parts.'),
    landed: z.object({ purchase: money(), first_mile: money(), duty: money(), other: money() }),
    valid_from: day(),
  }),
});
