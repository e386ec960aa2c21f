import { EntrepotError, messageOf } from '#errors';
import { cut } from '../contracts/cut.ts';
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
      raw_key: cut(message.key, 1_000),
      origin: source,
      object: cut(message.object, 200),
      account: cut(message.account, 500),
      code: error instanceof EntrepotError ? error.code : 'INTERNAL',
      reason: cut(`${messageOf(error)}${fix}`, 10_000),
      payload: cut(payload, quarantinedPayloadLength),
      payload_cut: payload.length > quarantinedPayloadLength,
      received_at: message.receivedAt,
    },
    source,
    time: message.receivedAt,
    version: Date.parse(message.receivedAt),
    rawref: message.rawref,
  });
}
