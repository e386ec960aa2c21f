import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, id, instant, maybe, oneOf, quantity, word } from '../fields.ts';

export const qualityInspection = contract({
  name: 'scm.quality_inspection',
  version: 1,
  description: 'An inspection of received or made goods.',
  entity: 'inspection_id',
  shape: z.object({
    inspection_id: id(),
    receipt_id: maybe(id()),
    work_order: maybe(id()),
    supplier_id: maybe(id()),
    sample_size: count(),
    defects: z
      .array(z.object({ code: word(), qty: quantity(), severity: oneOf(['minor', 'major', 'critical']) }))
      .max(1_000),
    result: oneOf(['pass', 'fail', 'concession']),
    at: instant(),
  }),
});
