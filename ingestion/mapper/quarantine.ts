import { EntrepotError, messageOf } from '#errors';
import { rawQuarantine } from '../contracts/index.ts';
import { quarantinedPayloadLength } from '../contracts/operations/raw-quarantine.ts';
import { type OutgoingEvent, outgoing } from '../producer/index.ts';
import type { RawMessage } from './raw-message.ts';

/** The event that says a raw record could not be mapped: where it lies, why, and what it said. */
export function quarantineEvent(source: string, message: RawMessage, error: unknown): OutgoingEvent {
  const payload = new TextDecoder().decode(message.value);
  const fix = error instanceof EntrepotError && error.fix ? ` ${error.fix}` : '';
  return outgoing(rawQuarantine, {
    body: {
      record_id: message.rawref,
      raw_topic: message.topic,
      raw_partition: message.partition,
      raw_offset: Number(message.offset),
      raw_key: message.key?.slice(0, 1_000),
      origin: source,
      object: message.object?.slice(0, 200),
      account: message.account?.slice(0, 500),
      code: error instanceof EntrepotError ? error.code : 'INTERNAL',
      reason: `${messageOf(error)}${fix}`.slice(0, 10_000),
      payload: payload.slice(0, quarantinedPayloadLength),
      payload_cut: payload.length > quarantinedPayloadLength,
      received_at: message.receivedAt,
    },
    source,
    time: message.receivedAt,
    version: Date.parse(message.receivedAt),
    rawref: message.rawref,
  });
}
