import { type EventProducer, encodeEvent, type KeyedRecord } from '#ingestion';
import type { Item } from '../simulation/item.ts';

/** Encodes the events among the items and writes them, topic by topic at once; resolves when Kafka has them all. */
export async function deliver(
  producer: Pick<EventProducer, 'send'>,
  items: readonly Item[],
): Promise<number> {
  const byTopic = new Map<string, KeyedRecord[]>();
  let count = 0;
  for (const { event } of items) {
    if (!event) continue;
    const outgoing = event();
    const { topic } = outgoing.contract;
    const records = byTopic.get(topic);
    const record = encodeEvent(outgoing);
    if (records) records.push(record);
    else byTopic.set(topic, [record]);
    count++;
  }
  await Promise.all([...byTopic].map(([topic, records]) => producer.send(topic, records)));
  return count;
}
