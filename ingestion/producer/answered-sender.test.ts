import type { Kafka, Producer, ProducerBatch, ProducerConfig } from 'kafkajs';
import { expect, it } from 'vitest';
import { answeredSender } from './answered-sender.ts';

/** Acts as kafkajs does: asks the partitioner, then answers for the partitions that `answering` lets through. */
function senderOf(answering: (attempt: number, partition: number) => boolean) {
  const stored: string[] = [];
  let attempt = 0;
  const producer = ({ createPartitioner }: ProducerConfig): Producer => {
    const partitioner = createPartitioner!();
    const partitionMetadata = [0, 1, 2, 3].map((partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: partitionId,
      replicas: [],
      isr: [],
    }));
    return {
      async sendBatch({ topicMessages }: ProducerBatch) {
        attempt += 1;
        const answered = new Map<string, { topicName: string; partition: number; errorCode: number }>();
        for (const { topic, messages } of topicMessages ?? []) {
          for (const message of messages) {
            const partition = partitioner({ topic, partitionMetadata, message });
            if (!answering(attempt, partition)) continue;
            stored.push(`${topic} ${message.key}`);
            answered.set(`${topic}/${partition}`, { topicName: topic, partition, errorCode: 0 });
          }
        }
        return [...answered.values()];
      },
    } as Producer;
  };
  return { sender: answeredSender({ producer } as Pick<Kafka, 'producer'>), stored };
}

const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
const topics = ['a', 'b'].map((topic) => ({ topic, messages: keys.map((key) => ({ key, value: 'v' })) }));
const everything = topics.flatMap(({ topic }) => keys.map((key) => `${topic} ${key}`)).sort();

it('sends again what a resolved request holds no acknowledgement of, and only that', async () => {
  const { sender, stored } = senderOf((attempt, partition) => partition !== 2 || attempt > 1);
  await sender.send(topics, 0);
  expect(stored.sort()).toEqual(everything);
});

it('gives up where nothing is acknowledged', async () => {
  const { sender, stored } = senderOf((attempt) => attempt > 1);
  await expect(sender.send(topics, 0)).rejects.toThrow(
    expect.objectContaining({ code: 'KAFKA_UNREACHABLE' }),
  );
  expect(stored).toEqual([]);
});
