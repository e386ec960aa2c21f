import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, maybe, oneOf, text, word } from '../fields.ts';

export const strategyMap = contract({
  name: 'str.map',
  version: 1,
  description: 'A strategy map: whose it is, for when, and whether it holds.',
  entity: 'map_id',
  shape: z.object({
    map_id: id(),
    entity: maybe(id()),
    name: text(300),
    period: word().describe('A year (2026), a quarter (2026-Q3) or a month (2026-03).'),
    status: oneOf(['draft', 'active', 'retired']),
    by: maybe(id()),
  }),
});
