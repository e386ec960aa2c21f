import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, id, instant, maybe, quantity } from '../fields.ts';

export const productionCount = contract({
  name: 'mfg.count',
  version: 1,
  description: 'Pieces that a machine or a line has made since its last report.',
  entity: 'count_id',
  shape: z.object({
    count_id: id().describe('<asset>:<at in ms>, or the system’s own id of the confirmation.'),
    wo_id: maybe(id()),
    asset: id(),
    sku: maybe(id()),
    good: quantity(),
    scrap: quantity(),
    rework: maybe(quantity()),
    ideal_cycle_ms: maybe(count()),
    operator: maybe(id()),
    at: instant(),
  }),
});
