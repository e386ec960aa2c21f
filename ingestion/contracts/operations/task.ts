import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, oneOf, quantity } from '../fields.ts';

export const task = contract({
  name: 'ops.task',
  version: 1,
  description: 'A piece of work of a person or a node, from start to end.',
  entity: 'task_id',
  shape: z.object({
    task_id: id(),
    kind: oneOf(['order_handling', 'putaway', 'pick', 'pack', 'count', 'ticket', 'other']),
    employee_id: maybe(id()),
    order_id: maybe(id()),
    node_id: maybe(id()),
    bin: maybe(id()),
    started_at: instant(),
    ended_at: maybe(instant()),
    units: maybe(quantity()),
  }),
});
