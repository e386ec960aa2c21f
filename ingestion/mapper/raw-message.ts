import type { KafkaMessage } from 'kafkajs';
import { type RawRecord, rawHeaders } from '../sources/source.ts';

/** A raw record with its place, as it lies in Kafka. */
export type RawMessage = RawRecord & {
  topic: string;
  partition: number;
  offset: string;
  key: string | undefined;
};

/** Reads a Kafka message of a raw topic. Without the header, the time it was received is the record's own. */
export function rawMessage(topic: string, partition: number, message: KafkaMessage): RawMessage {
  const header = (name: string) => {
    const value = message.headers?.[name];
    const text = (Array.isArray(value) ? value[0] : value)?.toString();
    return text === '' ? undefined : text;
  };
  const received = Date.parse(header(rawHeaders.received) ?? '');
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key?.toString(),
    value: message.value ?? new Uint8Array(),
    object: header(rawHeaders.object),
    account: header(rawHeaders.account),
    receivedAt: new Date(Number.isNaN(received) ? Number(message.timestamp) : received).toISOString(),
    rawref: `${topic}/${partition}/${message.offset}`,
  };
}
