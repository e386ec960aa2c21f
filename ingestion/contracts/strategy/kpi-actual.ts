import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, maybe, word } from '../fields.ts';

export const kpiActual = contract({
  name: 'str.kpi_actual',
  version: 1,
  description: 'The value a key figure had in a period.',
  entity: 'actual_id',
  shape: z.object({
    actual_id: id().describe('<kpi_id>:<period>.'),
    kpi_id: id(),
    period: word(),
    value: decimal(),
    coverage: maybe(decimal()).describe('How much of the data was there, 0 to 1.'),
    run_id: maybe(id()),
  }),
});
