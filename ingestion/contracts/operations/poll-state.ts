import { z } from 'zod';
import { contract } from '../contract.ts';
import { bigCount, count, flag, id, instant, maybe, text, word } from '../fields.ts';

export const pollState = contract({
  name: 'ops.poll_state',
  version: 1,
  description: 'How far an API has been polled, and how the last round went.',
  entity: 'poll',
  shape: z.object({
    poll: id().describe('Name of the poll.'),
    origin: word().describe('The source its records are of.'),
    object: maybe(word()),
    account: maybe(id()),
    since: maybe(text(500)).describe(
      'Newest mark of the records taken; the next round asks for what came later.',
    ),
    next: maybe(text(4_000)).describe('Where a round that was cut off goes on.'),
    complete: flag().describe('The round came to its end.'),
    pages: count().describe('Pages of this round.'),
    records: bigCount().describe('Records handed to Kafka in this round.'),
    failures: count().describe('Rounds that failed one after another.'),
    error: maybe(text(2_000)),
    at: instant(),
  }),
});
