import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import type { Warehouse } from '#warehouse';
import { keepConsuming } from '../kafka/keep-consuming.ts';
import { startGroupAt } from '../kafka/start-group.ts';
import { type EventProducer, insistentPublisher, type OutgoingEvent } from '../producer/index.ts';
import type { Role } from '../role.ts';
import { Detector } from './detector.ts';
import { judgementOf, openEpisodes, usualFor } from './knowledge.ts';
import { type Signal, signals } from './signals.ts';

export type WatcherOptions = {
  kafka: Kafka;
  warehouse: Pick<Warehouse, 'rows' | 'database'>;
  producer: Pick<EventProducer, 'publish'>;
  log: Logger;
  /** How often the usual is learnt anew, once there is one. Default 1 h. */
  learnEveryMs?: number;
  /** How often it looks whether a spike has ended, and whether a rule has changed. Default 1 min. */
  tickMs?: number;
  /** How far back the stream is read at a start. Default 1 h, the longest window. */
  lookBackMs?: number;
};

export type WatcherStatus = {
  records: number;
  alerts: number;
  /** Records that could not be read: their contract's quarantine says why. */
  unreadable: number;
  waiting: string | undefined;
  signals: Readonly<Record<string, ReturnType<Detector['status']>>>;
};

/**
 * Watches orders, social trends and search terms on the stream and publishes an alert (`ops.alert.v1`) when one of them leaps
 * above what is usual for its series at that hour. What is usual comes from the warehouse, the last hour from Kafka, so
 * a watcher keeps no state of its own: started anew, it says the same. Several watchers say one alert: its id follows from
 * series and hour.
 */
export async function startWatcher(options: WatcherOptions): Promise<Role<WatcherStatus>> {
  const { kafka, warehouse, log, learnEveryMs = 3_600_000, tickMs = 60_000 } = options;
  const publisher = insistentPublisher(options.producer, log);
  const stopping = new AbortController();
  const counts = { records: 0, alerts: 0, unreadable: 0 };
  const detectors = await Promise.all(
    signals.map(
      async (signal) =>
        new Detector(
          signal,
          {
            ...(await judgementOf(warehouse, signal)),
            usual: await usualFor(warehouse, signal, Date.now()),
          },
          await openEpisodes(warehouse, signal),
        ),
    ),
  );
  const byTopic = new Map(detectors.map((detector) => [detector.signal.contract.topic, detector]));
  const topics = [...byTopic.keys()];

  const publish = async (events: readonly OutgoingEvent[], batch: Parameters<typeof publisher.all>[1]) => {
    await publisher.all(events, batch);
    counts.alerts += events.length;
    for (const { body } of events)
      log.warn({ alert: body.alert_id, state: body.state }, String(body.subject));
  };

  const eachBatch = async (payload: EachBatchPayload, commit: (offset: string) => Promise<void>) => {
    const { topic, messages } = payload.batch;
    const detector = byTopic.get(topic)!;
    const now = Date.now();
    for (let start = 0; start < messages.length; start += 500) {
      const chunk = messages.slice(start, start + 500);
      const alerts = chunk.flatMap((message) => observe(detector, message, now, counts));
      await publish(alerts, payload);
      payload.resolveOffset(chunk.at(-1)!.offset);
      await payload.heartbeat();
      if (!payload.isRunning() || payload.isStale()) return;
    }
    await commit(String(BigInt(payload.batch.lastOffset()) + 1n));
  };

  const groupId = `entrepot-watch-${randomUUID()}`;
  await startGroupAt(kafka, groupId, topics, Date.now() - (options.lookBackMs ?? 3_600_000));
  const consuming = keepConsuming({ kafka, groupId, topics, log, eachBatch });

  const ticking = (async () => {
    const alive = { heartbeat: async () => undefined, isRunning: () => !stopping.signal.aborted };
    let learnt = performance.now();
    for (;;) {
      await sleep(tickMs, undefined, { signal: stopping.signal }).catch(() => undefined); // woken to end
      if (stopping.signal.aborted) return;
      try {
        await publish(
          detectors.flatMap((detector) => detector.tick(Date.now())),
          alive,
        );
        for (const each of detectors) each.learn(await judgementOf(warehouse, each.signal));
        const due = performance.now() - learnt >= learnEveryMs;
        for (const each of detectors) {
          if (!due && each.status().judging) continue;
          each.learn({ usual: await usualFor(warehouse, each.signal, Date.now()) });
        }
        if (due) learnt = performance.now();
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'the watcher judges by what it knew before');
      }
    }
  })();

  return {
    failed: consuming.failed,
    stop: async () => {
      stopping.abort();
      await Promise.all([ticking, consuming.stop()]);
      await forgetGroup(kafka, groupId, log);
    },
    status: () => ({
      ...counts,
      waiting: publisher.waiting(),
      signals: Object.fromEntries(detectors.map((each) => [each.signal.name, each.status()])),
    }),
  };
}

function observe(
  detector: Detector,
  message: KafkaMessage,
  now: number,
  counts: { records: number; unreadable: number },
): OutgoingEvent[] {
  counts.records += 1;
  const { signal } = detector;
  const at = Math.min(now, Number(message.timestamp));
  if (message.value === null || isHistory(signal, message.value, at)) return [];
  try {
    return signal
      .read(JSON.parse(message.value.toString('utf8')))
      .flatMap((observation) => detector.observe(observation, at));
  } catch {
    // Whatever breaks its contract is refused and kept, with the reason, by the sink that stores the topic.
    counts.unreadable += 1;
    return [];
  }
}

/** Whether a record is too old to be news, by its first time, without parsing it: histories are replayed at great speed. */
function isHistory({ timeField, freshMs }: Signal, value: Buffer, now: number): boolean {
  const start = value.indexOf(`"${timeField}":"`);
  if (start < 0) return false;
  const from = start + timeField.length + 4;
  const time = Date.parse(value.toString('latin1', from, value.indexOf('"', from)));
  return time < now - freshMs;
}

async function forgetGroup(kafka: Kafka, groupId: string, log: Logger): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.deleteGroups([groupId]);
  } catch (error) {
    log.debug({ error: messageOf(error), groupId }, 'Kafka forgets the group by itself, later');
  } finally {
    await admin.disconnect();
  }
}
