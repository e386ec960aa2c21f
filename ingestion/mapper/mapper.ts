import type { EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import { type ConsumingStatus, keepConsuming } from '../kafka/keep-consuming.ts';
import { type EventProducer, insistentPublisher } from '../producer/index.ts';
import type { Role } from '../role.ts';
import type { ShopDirectory } from '../sources/shops.ts';
import { rawTopic, type Source } from '../sources/source.ts';
import { mapMessages } from './map-messages.ts';
import { rawMessage } from './raw-message.ts';
import { unmappedAlerts } from './unmapped-alerts.ts';

export type MapperOptions = {
  kafka: Kafka;
  producer: Pick<EventProducer, 'publish'>;
  sources: readonly Source[];
  shops: ShopDirectory;
  log: Logger;
  /** Default `entrepot-map`. */
  groupId?: string;
  /** Raw records mapped and published in one go. Default 200. */
  chunk?: number;
};

export type MapperStatus = ConsumingStatus & {
  records: number;
  events: number;
  quarantined: number;
  /** Records of objects that are ignored on purpose. */
  ignored: number;
  /** `<topic> <field>: <the source's word>` of what no table knows, and how often it came. */
  unmapped: Readonly<Record<string, number>>;
  /** Why it waits, while Kafka does not take its events. */
  waiting: string | undefined;
};

export type Mapper = Role<MapperStatus> & {
  /** Maps by these sources from the next batch on. False where their topics are others: then it must be started anew. */
  use(sources: readonly Source[]): boolean;
};

/**
 * Turns raw records into events: consumes `raw.<source>`, maps, publishes, and commits an offset only when Kafka has
 * acknowledged everything that came of it. After a kill the last records are mapped again; ids and versions are the
 * same, so that changes nothing. A record that cannot be mapped goes to quarantine and the stream goes on.
 */
export async function startMapper(options: MapperOptions): Promise<Mapper> {
  const { kafka, shops, log, chunk = 200 } = options;
  let byTopic = byRawTopic(options.sources);
  const counts = { records: 0, events: 0, ignored: 0, quarantined: 0, unmapped: new Map<string, number>() };
  const publish = insistentPublisher(options.producer, log);

  const eachBatch = async (payload: EachBatchPayload, commit: (offset: string) => Promise<void>) => {
    const { topic, partition, messages } = payload.batch;
    const source = byTopic.get(topic)!;
    for (let start = 0; start < messages.length; start += chunk) {
      const raws = messages.slice(start, start + chunk).map((each) => rawMessage(topic, partition, each));
      const mapped = mapMessages(source, raws, shops);
      const alerts = unmappedAlerts(source.name, mapped.unmapped, counts.unmapped, raws.at(-1)!.receivedAt);
      await publish.all([...mapped.events, ...alerts], payload);
      const last = raws.at(-1)!.offset;
      await commit(String(BigInt(last) + 1n));
      payload.resolveOffset(last);
      counts.records += raws.length;
      counts.events += mapped.events.length - mapped.refused.length;
      counts.quarantined += mapped.refused.length;
      counts.ignored += mapped.ignored;
      for (const { message, error } of mapped.refused) {
        log.warn({ rawref: message.rawref, reason: messageOf(error) }, 'raw record quarantined');
      }
      noteUnmapped(mapped.unmapped, counts.unmapped, log);
      await payload.heartbeat();
      if (!payload.isRunning() || payload.isStale()) return;
    }
  };

  const consuming = keepConsuming({
    kafka,
    groupId: options.groupId ?? 'entrepot-map',
    topics: [...byTopic.keys()],
    log,
    eachBatch,
  });
  return {
    use: (sources) => {
      const next = byRawTopic(sources);
      const same = next.size === byTopic.size && [...next.keys()].every((topic) => byTopic.has(topic));
      if (same) byTopic = next;
      return same;
    },
    failed: consuming.failed,
    stop: () => consuming.stop(),
    status: () => ({
      ...consuming.status(),
      ...counts,
      unmapped: Object.fromEntries(counts.unmapped),
      waiting: publish.waiting(),
    }),
  };
}

function byRawTopic(sources: readonly Source[]): ReadonlyMap<string, Source> {
  return new Map(sources.map((source) => [rawTopic(source), source]));
}

function noteUnmapped(found: ReadonlyMap<string, number>, known: Map<string, number>, log: Logger): void {
  for (const [name, times] of found) {
    if (!known.has(name)) log.warn({ name }, 'a source has a word that no table knows');
    known.set(name, (known.get(name) ?? 0) + times);
  }
}
