import { EntrepotError, nearest } from '#errors';
import type { OutgoingEvent } from '#ingestion';
import { type DataSet, openDataSet, type ReplayOptions } from './data-set.ts';
import { ecb } from './ecb.ts';
import { olist } from './olist.ts';
import { onlineRetail } from './online-retail.ts';
import { scms } from './scms.ts';

/** The data sets that can be replayed, by the name a person calls them. */
export const dataSets: Readonly<Record<string, DataSet>> = {
  'online-retail': onlineRetail,
  olist,
  ecb,
  scms,
};

/** Lines held back until a request is worth sending; one of Kafka's batches holds a megabyte. */
const weightOfRequest = 3_000;

/**
 * Publishes a real data set as canonical events, in the order of its files. Entity ids and versions depend on the data
 * alone, so that replaying it again repeats the same facts and changes nothing above the landed events.
 *
 * @returns how many events were published, by topic.
 * @throws DATASET_MISSING, NOT_FOUND for a set nobody knows, EVENT_INVALID, KAFKA_UNREACHABLE.
 */
export async function replay(
  set: string,
  options: ReplayOptions,
): Promise<{ events: number; byTopic: Record<string, number> }> {
  const found = dataSets[set];
  if (!found) {
    throw new EntrepotError('NOT_FOUND', `There is no data set «${set}».`, {
      asked: set,
      available: nearest(set, Object.keys(dataSets)),
      fix: 'Use a listed name.',
    });
  }
  const read = openDataSet(found, set, options.samplesDir);
  const byTopic: Record<string, number> = {};
  let events = 0;
  let batch: OutgoingEvent[] = [];
  let weight = 0;
  const flush = async () => {
    await options.producer.publish(batch);
    events += batch.length;
    batch = [];
    weight = 0;
    options.onProgress?.({ done: events, total: events });
  };
  for await (const event of found.events(read)) {
    byTopic[event.contract.topic] = (byTopic[event.contract.topic] ?? 0) + 1;
    batch.push(event);
    const { lines } = event.body as { lines?: readonly unknown[] };
    weight += 1 + (lines?.length ?? 0);
    if (weight >= weightOfRequest) await flush();
  }
  if (batch.length > 0) await flush();
  options.log.info({ set, events, byTopic }, 'replayed');
  return { events, byTopic };
}
