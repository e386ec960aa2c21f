import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, quantity, statusOf, text, word } from '../fields.ts';

export const workOrder = contract({
  name: 'mfg.work_order',
  version: 1,
  description: 'An order to make goods, and how far it is.',
  entity: 'wo_id',
  shape: z.object({
    wo_id: id(),
    sku: id(),
    plant: word(),
    line: maybe(word()),
    qty_planned: quantity(),
    qty_good: quantity(),
    qty_scrap: quantity(),
    status: statusOf(['planned', 'released', 'running', 'paused', 'finished', 'cancelled']),
    raw_status: maybe(text(200)).describe("The source's own word."),
    planned_start: maybe(instant()),
    planned_end: maybe(instant()),
    actual_start: maybe(instant()),
    actual_end: maybe(instant()),
  }),
});
