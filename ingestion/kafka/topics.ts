import type { Kafka } from 'kafkajs';
import { EntrepotError, messageOf } from '#errors';

export type TopicOptions = {
  /** Partitions of topics that do not exist yet; existing topics are left as they are. */
  partitions: number;
  replicationFactor?: number;
  /** Largest record batch. Default 1 MB: kafkajs overflows its stack on batches of very many records. */
  maxMessageBytes?: number;
};

/**
 * Creates the topics that are missing. They keep their data for ever.
 *
 * @returns the names of those created.
 * @throws KAFKA_UNREACHABLE
 */
export async function ensureTopics(
  kafka: Kafka,
  topics: readonly string[],
  { partitions, replicationFactor = 1, maxMessageBytes = 1_048_588 }: TopicOptions,
): Promise<string[]> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const existing = new Set(await admin.listTopics());
    const missing = [...new Set(topics)].filter((topic) => !existing.has(topic));
    if (missing.length === 0) return [];
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: partitions,
        replicationFactor,
        configEntries: [
          { name: 'retention.ms', value: '-1' },
          { name: 'max.message.bytes', value: String(maxMessageBytes) },
        ],
      })),
    });
    return missing;
  } catch (cause) {
    throw new EntrepotError('KAFKA_UNREACHABLE', `Kafka did not create topics: ${messageOf(cause)}`, {
      asked: topics.join(', '),
      fix: 'Check that the broker runs, is reachable, and lets this account create topics.',
      cause,
    });
  } finally {
    await admin.disconnect();
  }
}
