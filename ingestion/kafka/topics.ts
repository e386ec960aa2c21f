import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
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
      waitForLeaders: false,
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
    await untilServed(admin, missing);
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

/**
 * Waits until every partition has a leader. kafkajs's own `waitForLeaders` gives up at the first broker that has not
 * heard of the topic yet, which in KRaft is the rule.
 */
async function untilServed(admin: Admin, topics: string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { topics: found } = await admin.fetchTopicMetadata({ topics });
      if (
        found.every(
          ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
        )
      )
        return;
    } catch (error) {
      if (attempt === 60) throw error;
    }
    if (attempt === 60) throw new Error('new topics have no leaders after 15 seconds');
    await sleep(250);
  }
}
