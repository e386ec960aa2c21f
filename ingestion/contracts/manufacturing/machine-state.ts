import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, statusOf, text } from '../fields.ts';

export const machineState = contract({
  name: 'mfg.machine_state',
  version: 1,
  description: 'What a machine does from one instant to another.',
  entity: 'state_id',
  shape: z.object({
    state_id: id().describe('<asset>:<from in ms>.'),
    asset: id(),
    state: statusOf(['run', 'idle', 'down', 'setup', 'planned']),
    raw_state: maybe(text(200)),
    reason: maybe(text(500)),
    wo_id: maybe(id()),
    from: instant(),
    to: maybe(instant()),
  }),
});
