import { z } from 'zod';
import { contract } from '../contract.ts';
import { bigCount, count, flag, id, instant, maybe, text, word } from '../fields.ts';

/** Longest payload text kept with the reason; the whole payload stays in the raw topic, at the coordinate given. */
export const quarantinedPayloadLength = 200_000;

export const rawQuarantine = contract({
  name: 'ops.raw_quarantine',
  version: 1,
  description: 'A record of a raw topic that could not be mapped, and why.',
  entity: 'record_id',
  shape: z.object({
    record_id: id().describe('<raw topic>/<partition>/<offset>.'),
    raw_topic: word(),
    raw_partition: count(),
    raw_offset: bigCount(),
    raw_key: maybe(text(1_000)),
    origin: word().describe('The source whose mapping refused the record.'),
    object: maybe(text(200)).describe('What the record said it was: a webhook topic, an operation.'),
    account: maybe(text(500)),
    code: word().describe('Stable error code.'),
    reason: text(),
    payload: text(quarantinedPayloadLength),
    payload_cut: flag().describe('The payload is longer than what is kept here.'),
    received_at: instant(),
  }),
});
