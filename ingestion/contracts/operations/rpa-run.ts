import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, decimal, id, instant, maybe, word } from '../fields.ts';

export const rpaRun = contract({
  name: 'ops.rpa_run',
  version: 1,
  description: 'One run of a robot process.',
  entity: 'run_id',
  shape: z.object({
    run_id: id(),
    robot: word(),
    process: word(),
    started_at: instant(),
    ended_at: maybe(instant()),
    items: count(),
    failed: count(),
    minutes_saved: maybe(decimal()),
  }),
});
