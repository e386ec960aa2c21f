import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, decimal, id, maybe, money, word } from '../fields.ts';

export const refCarrierRate = contract({
  name: 'ref.carrier_rate',
  version: 1,
  description: 'What a carrier asks on a lane up to a weight, and how long it takes.',
  entity: 'rate_key',
  shape: z.object({
    rate_key: id().describe('<carrier>:<service>:<lane>:<up_to_kg>:<valid_from>.'),
    carrier: word(),
    service: word(),
    lane: word().describe('<from country or node>-<to country or zone>.'),
    up_to_kg: decimal(),
    cost: money(),
    days: decimal(),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
