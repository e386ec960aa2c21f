import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, oneOf } from '../fields.ts';

export const cascade = contract({
  name: 'str.cascade',
  version: 1,
  description: 'Who answers for a key figure, and for how much of it.',
  entity: 'cascade_id',
  shape: z.object({
    cascade_id: id().describe('<kpi_id>:<kind>:<receiver>.'),
    kpi_id: id(),
    kind: oneOf(['org', 'role', 'employee']),
    receiver: id(),
    share: decimal(),
  }),
});
