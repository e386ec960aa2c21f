import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, maybe, word } from '../fields.ts';

export const target = contract({
  name: 'str.target',
  version: 1,
  description: 'What a key figure is to reach in a period, and where it turns red or amber.',
  entity: 'target_id',
  shape: z.object({
    target_id: id().describe('<kpi_id>:<period>.'),
    kpi_id: id(),
    period: word(),
    base: maybe(decimal()),
    target: decimal(),
    red: maybe(decimal()),
    amber: maybe(decimal()),
    by: maybe(id()),
  }),
});
