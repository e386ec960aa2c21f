import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, instant, maybe, oneOf, quantity, text } from '../fields.ts';

export const purchaseSuggestion = contract({
  name: 'scm.purchase_suggestion',
  version: 1,
  description: 'Advice to buy, and what became of it.',
  entity: 'suggestion_id',
  shape: z.object({
    suggestion_id: id(),
    sku: id(),
    node_id: id(),
    supplier_id: maybe(id()),
    qty: quantity(),
    due: day(),
    reason: text(2_000),
    model_version: maybe(id()),
    state: oneOf(['proposed', 'approved', 'edited', 'rejected']),
    by: maybe(id()),
    proposed_at: instant(),
    decided_at: maybe(instant()),
  }),
});
