import type { Kafka } from 'kafkajs';
import type { Contract } from './contracts/contract.ts';
import { ensureTopics } from './kafka/topics.ts';
import { rawTopic, type Source } from './sources/source.ts';

export type IngestionTopics = {
  contracts: readonly Pick<Contract, 'topic'>[];
  sources: readonly Pick<Source, 'name'>[];
  partitions: number;
  replicationFactor?: number;
};

/** Raw payloads may be large; the door takes bodies of 4 MiB. */
const rawMessageBytes = 5 * 1024 * 1024;

/** Creates every topic ingestion needs and that is missing; returns the names of those created. */
export async function ensureIngestionTopics(kafka: Kafka, topics: IngestionTopics): Promise<string[]> {
  const { contracts, sources, ...options } = topics;
  const events = await ensureTopics(
    kafka,
    contracts.map((contract) => contract.topic),
    options,
  );
  const raw = await ensureTopics(kafka, sources.map(rawTopic), {
    ...options,
    maxMessageBytes: rawMessageBytes,
  });
  return [...events, ...raw];
}
