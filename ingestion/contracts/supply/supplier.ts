import { z } from 'zod';
import { contract } from '../contract.ts';
import { country, currency, day, id, maybe, oneOf, quantity, smallCount, text, word } from '../fields.ts';

export const supplier = contract({
  name: 'scm.supplier',
  version: 1,
  description: 'A supplier and the terms agreed with it.',
  entity: 'supplier_id',
  shape: z.object({
    supplier_id: id(),
    name: text(300),
    country: country(),
    currency: currency(),
    payment_terms: maybe(word()),
    lead_time_days: smallCount(),
    moq: maybe(quantity()),
    certificates: z.array(z.object({ kind: word(), valid_to: day() })).max(100),
    status: oneOf(['active', 'probation', 'blocked']),
  }),
});
