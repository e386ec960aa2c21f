import type { Kafka, Message, TopicMessages } from 'kafkajs';
import type { Logger } from 'pino';
import { EntrepotError, messageOf } from '#errors';
import { createKafka } from '../kafka/client.ts';
import { type Compression, compressions } from '../kafka/codecs.ts';
import { ensureTopics, type TopicOptions } from '../kafka/topics.ts';
import { answeredSender } from './answered-sender.ts';
import { encodeEvent } from './encode-event.ts';
import type { OutgoingEvent } from './outgoing-event.ts';
import { validateEvent } from './validate-event.ts';

export type ProducerOptions = {
  brokers: readonly string[];
  clientId: string;
  log: Logger;
  /** A client to use instead of making one. */
  kafka?: Kafka;
  /** Default zstd. */
  compression?: Compression;
  /** Records of one topic sent in one request at most. Default 2,000. */
  batchSize?: number;
};

/** A record that is written as it is: a raw payload, or an event encoded before. `key` is not optional. */
export type KeyedRecord = { key: string; value: string | Buffer; headers?: Record<string, string> };

export type EventProducer = {
  /** Resolves when every replica in sync has all of them. Validates first: one bad event and none is sent. */
  publish(events: readonly OutgoingEvent[]): Promise<void>;
  /** The same for records that are ready; for bulk writers and raw topics. Checks nothing. */
  send(topic: string, records: readonly KeyedRecord[]): Promise<void>;
  /** Creates the topics that are missing; returns their names. */
  ensureTopics(topics: readonly string[], options: TopicOptions): Promise<string[]>;
  close(): Promise<void>;
};

/**
 * Writes events to Kafka at least once.
 *
 * kafkajs's idempotent mode stays off: after a send it gave up on, it may reuse sequence numbers the broker has
 * accepted, and the broker then drops the next batch as a repetition. A repeated delivery is harmless here (event
 * ids and entity versions are deterministic), a lost one is not.
 *
 * @throws EVENT_INVALID from publish; KAFKA_UNREACHABLE when the broker did not acknowledge, in which case
 * some of the events may have been written: publish all of them again.
 */
export async function createProducer(options: ProducerOptions): Promise<EventProducer> {
  const { brokers, clientId, log, compression = 'zstd', batchSize = 2_000 } = options;
  const kafka = options.kafka ?? createKafka({ brokers, clientId, log });
  const sender = answeredSender(kafka);
  await reach(brokers, () => sender.connect());

  const sendAll = async (topicMessages: TopicMessages[]) => {
    for (const batch of inBatches(topicMessages, batchSize)) {
      await reach(brokers, () => sender.send(batch, compressions[compression]));
    }
  };

  return {
    async publish(events) {
      for (const event of events) validateEvent(event);
      const byTopic = new Map<string, Message[]>();
      for (const event of events) {
        const { topic } = event.contract;
        const messages = byTopic.get(topic) ?? [];
        if (messages.length === 0) byTopic.set(topic, messages);
        messages.push(encodeEvent(event));
      }
      await sendAll([...byTopic].map(([topic, messages]) => ({ topic, messages })));
    },
    send: (topic, records) => sendAll([{ topic, messages: records as Message[] }]),
    ensureTopics: (topics, topicOptions) => ensureTopics(kafka, topics, topicOptions),
    close: () => sender.disconnect(),
  };
}

/** What a request may hold: kafkajs makes one batch of all its records of a partition, and a batch has a limit. */
const requestBytes = 900_000;

/** Requests of at most `size` records and `bytes` of values each; topics in order, records of a topic in order. */
export function* inBatches(
  topics: readonly TopicMessages[],
  size: number,
  bytes = requestBytes,
): Generator<TopicMessages[]> {
  let batch: TopicMessages[] = [];
  let records = 0;
  let filled = 0;
  for (const { topic, messages } of topics) {
    for (const message of messages) {
      const weight = Buffer.byteLength(message.value ?? '');
      if (records > 0 && (records === size || filled + weight > bytes)) {
        yield batch;
        batch = [];
        records = 0;
        filled = 0;
      }
      const last = batch.at(-1);
      if (last?.topic === topic) last.messages.push(message);
      else batch.push({ topic, messages: [message] });
      records += 1;
      filled += weight;
    }
  }
  if (records > 0) yield batch;
}

async function reach<T>(brokers: readonly string[], call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new EntrepotError('KAFKA_UNREACHABLE', `Kafka did not answer: ${messageOf(cause)}`, {
      asked: brokers.join(', '),
      fix: 'Check that the broker runs and that the address is right; then send again.',
      cause,
    });
  }
}
