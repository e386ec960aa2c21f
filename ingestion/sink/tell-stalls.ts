import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import { cut } from '../contracts/cut.ts';
import { alert } from '../contracts/index.ts';
import { type EventProducer, type OutgoingEvent, outgoing } from '../producer/index.ts';
import type { SinkStatus } from './sink.ts';

export type StallWatch = {
  status(): Pick<SinkStatus, 'partitions'>;
  producer: Pick<EventProducer, 'publish'>;
  log: Logger;
  /** What lasts shorter is not told. Default 30 s. */
  afterMs?: number;
  everyMs?: number;
  now?: () => number;
};

type Stall = { key: string; rule: string; severity: 'warning' | 'critical'; since: number; subject: string };

/**
 * Publishes an alert (`ops.alert.v1`) while nothing can be stored, or a partition has stopped for good, and closes it when all
 * is well again. Kafka is there even when the warehouse is not. Where Kafka is away, the log and `/metrics` must do.
 */
export function tellStalls(options: StallWatch): { stop(): Promise<void> } {
  const { status, producer, log, afterMs = 30_000, everyMs = 5_000, now = Date.now } = options;
  const stopping = new AbortController();
  const told = new Map<string, Stall>();

  const look = async () => {
    const stalls = new Map(stallsOf(status(), now() - afterMs).map((stall) => [stall.key, stall]));
    const opened = [...stalls.values()].filter(({ key }) => !told.has(key));
    const closed = [...told.values()].filter(({ key }) => !stalls.has(key));
    if (opened.length + closed.length === 0) return;
    await producer.publish([
      ...opened.map((stall) => alertOf(stall, 'open', now())),
      ...closed.map((stall) => alertOf(stall, 'closed', now())),
    ]);
    for (const stall of opened) told.set(stall.key, stall);
    for (const { key } of closed) told.delete(key);
  };

  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined); // woken to end
      if (stopping.signal.aborted) return;
      await look().catch((error: unknown) => {
        log.warn({ error: messageOf(error) }, 'an alert could not be sent; it is tried again');
      });
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await looking;
    },
  };
}

function stallsOf({ partitions }: Pick<SinkStatus, 'partitions'>, before: number): Stall[] {
  const silent = (sentAt: number | undefined) =>
    sentAt === undefined ? [] : [{ since: sentAt, error: 'the warehouse does not answer' }];
  const stuck = partitions
    .filter(({ state }) => state !== 'failed')
    .flatMap(({ trouble, sentAt }) => trouble ?? silent(sentAt))
    .filter(({ since }) => since <= before);
  const stopped = partitions.filter(({ state }) => state === 'failed');
  const stalls = stopped.map(({ topic, partition, error = 'it failed' }) => ({
    key: `ingest_stopped:${topic}/${partition}`,
    ...{ rule: 'ingest_stopped', severity: 'critical' as const, since: before },
    subject: `${topic}/${partition} has stopped: ${error}`,
  }));
  if (stuck.length === 0) return stalls;
  const oldest = stuck.reduce((one, other) => (one.since <= other.since ? one : other));
  const subject = `Nothing is stored of ${stuck.length} partitions: ${oldest.error}`;
  return [
    ...stalls,
    { key: 'ingest_stalled', rule: 'ingest_stalled', severity: 'critical', since: oldest.since, subject },
  ];
}

function alertOf(
  { key, rule, severity, since, subject }: Stall,
  state: 'open' | 'closed',
  now: number,
): OutgoingEvent {
  const opened = new Date(since).toISOString();
  const at = new Date(now).toISOString();
  const body = {
    ...{ alert_id: cut(`${key}:${opened}`, 200), rule, severity, state, opened_at: opened },
    subject: cut(subject, 500),
    dedupe_key: cut(key, 200),
    ...(state === 'closed' && { closed_at: at }),
  };
  return outgoing(alert, { body, source: 'entrepot', time: at, version: now });
}
