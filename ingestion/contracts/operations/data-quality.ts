import { z } from 'zod';
import { contract } from '../contract.ts';
import { flag, id, instant, maybe, text } from '../fields.ts';

export const dataQuality = contract({
  name: 'ops.data_quality',
  version: 1,
  description: 'The outcome of one check of the data.',
  entity: 'check_key',
  shape: z.object({
    check_key: id().describe('<check_id>:<table>:<partition>:<at in ms>.'),
    check_id: id(),
    table: id(),
    partition: maybe(id()),
    expected: maybe(text(500)),
    actual: maybe(text(500)),
    passed: flag(),
    at: instant(),
  }),
});
