import type { Kafka } from 'kafkajs';

/**
 * Lets a consumer group that has no members yet start at a time: at each partition's first record of `at` (ms) or later, at the
 * end where there is none.
 */
export async function startGroupAt(
  kafka: Kafka,
  groupId: string,
  topics: readonly string[],
  at: number,
): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    for (const topic of topics) {
      const partitions = await admin.fetchTopicOffsetsByTimestamp(topic, at);
      await admin.setOffsets({ groupId, topic, partitions });
    }
  } finally {
    await admin.disconnect();
  }
}
