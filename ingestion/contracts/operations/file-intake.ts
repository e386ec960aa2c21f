import { z } from 'zod';
import { contract } from '../contract.ts';
import { bigCount, flag, id, instant, maybe, text, word } from '../fields.ts';

export const fileIntake = contract({
  name: 'ops.file_intake',
  version: 1,
  description: 'How far a file has been taken in; a file is known by what is in it.',
  entity: 'intake_id',
  shape: z.object({
    intake_id: id().describe('<source>:<object>:<account>:<SHA-256 of the file>.'),
    origin: word().describe('The source it is read as.'),
    object: maybe(word()),
    account: maybe(id()),
    file_name: text(500),
    bytes: bigCount(),
    records: bigCount().describe('Records handed to Kafka so far.'),
    complete: flag(),
    by: id(),
    at: instant(),
  }),
});
