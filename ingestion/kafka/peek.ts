import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { EntrepotError, nearest } from '#errors';

export type PeekedRecord = {
  place: string;
  timestamp: string;
  key: string | null;
  headers: Record<string, string>;
  /** As text; a value that is none shows replacement signs. */
  value: string | null;
};

export type PeekOptions = {
  topic: string;
  /** How many of the newest records of all partitions together. */
  last: number;
  /** One record by its place instead. */
  at?: { partition: number; offset: number };
  timeoutMs?: number;
};

/** Offsets within a place are numbers: 9 comes before 10. */
const inOrder = new Intl.Collator('en', { numeric: true });

/**
 * The newest records of a topic, or one of them, read without a trace: the group it takes for that is removed again.
 *
 * @throws NOT_FOUND where there is no such topic or record.
 */
export async function peek(
  kafka: Kafka,
  { topic, last, at, timeoutMs = 15_000 }: PeekOptions,
): Promise<PeekedRecord[]> {
  const admin = kafka.admin();
  await admin.connect();
  const groupId = `entrepot-peek-${randomUUID()}`;
  try {
    const topics = await admin.listTopics();
    if (!topics.includes(topic)) {
      throw new EntrepotError('NOT_FOUND', `Kafka has no topic «${topic}».`, {
        asked: topic,
        available: nearest(topic, topics),
        fix: 'See what there is with: npx entrepot topics',
      });
    }
    const reach = await admin.fetchTopicOffsets(topic);
    const wanted = reach
      .map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }))
      .map(({ partition, low, high }) =>
        at === undefined
          ? { partition, from: Math.max(low, high - last), to: high }
          : {
              partition,
              from: at.offset,
              to:
                partition === at.partition && at.offset < high && at.offset >= low
                  ? at.offset + 1
                  : at.offset,
            },
      )
      .filter(({ from, to }) => to > from);
    if (at !== undefined && wanted.length === 0) {
      throw new EntrepotError('NOT_FOUND', `${topic}/${at.partition} has no record ${at.offset}.`, {
        asked: `${topic}/${at.partition}/${at.offset}`,
        available: reach.map(({ partition, low, high }) => `${topic}/${partition}: ${low} to ${high}`),
        fix: 'Ask for an offset within these bounds.',
      });
    }
    const found = await read(kafka, groupId, topic, wanted, timeoutMs);
    return found
      .sort((a, b) => a.timestamp.localeCompare(b.timestamp) || inOrder.compare(a.place, b.place))
      .slice(-Math.max(last, 1));
  } finally {
    await admin.deleteGroups([groupId]).catch(() => undefined); // it may never have come to be
    await admin.disconnect();
  }
}

type Range = { partition: number; from: number; to: number };

async function read(
  kafka: Kafka,
  groupId: string,
  topic: string,
  ranges: readonly Range[],
  timeoutMs: number,
): Promise<PeekedRecord[]> {
  const found: PeekedRecord[] = [];
  const open = new Map(ranges.map((range) => [range.partition, range]));
  if (open.size === 0) return found;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
  const complete = Promise.withResolvers<void>();
  const joined = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, () => joined.resolve());
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, isRunning, isStale }) => {
        const range = open.get(batch.partition);
        for (const { offset, timestamp, key, value, headers } of batch.messages) {
          if (
            !range ||
            !isRunning() ||
            isStale() ||
            Number(offset) < range.from ||
            Number(offset) >= range.to
          )
            continue;
          found.push({
            place: `${topic}/${batch.partition}/${offset}`,
            timestamp: new Date(Number(timestamp)).toISOString(),
            key: key?.toString() ?? null,
            headers: Object.fromEntries(
              Object.entries(headers ?? {}).map(([name, each]) => [name, String(each)]),
            ),
            value: value?.toString() ?? null,
          });
        }
        if (range && Number(batch.lastOffset()) >= range.to - 1) open.delete(batch.partition);
        if (open.size === 0) complete.resolve();
      },
    });
    const timer = setTimeout(complete.resolve, timeoutMs);
    // A broker that has just started may refuse the first attempt; kafkajs then joins later, after run() has returned.
    await Promise.race([joined.promise, complete.promise]);
    for (const { partition, from } of ranges) consumer.seek({ topic, partition, offset: String(from) });
    await complete.promise;
    clearTimeout(timer);
  } finally {
    await consumer.disconnect();
  }
  return found;
}
