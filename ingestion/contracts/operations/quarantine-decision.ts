import { z } from 'zod';
import { contract } from '../contract.ts';
import { bigCount, count, flag, id, instant, maybe, oneOf, text, word } from '../fields.ts';

export const quarantineDecision = contract({
  name: 'ops.quarantine_decision',
  version: 1,
  description: 'What became of a record in quarantine: who sent it again, changed or not, or gave it up.',
  entity: 'place',
  shape: z.object({
    place: id().describe('<topic>/<partition>/<offset> of the record.'),
    topic: word(),
    partition: count(),
    offset: bigCount(),
    action: oneOf(['replayed', 'discarded']),
    edited: flag(),
    payload: maybe(text(200_000)).describe('What was sent in its place, where it was edited.'),
    note: maybe(text(2_000)),
    by: id(),
    at: instant(),
  }),
});
