import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, Kafka, RawBatch } from 'kafkajs';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import type { Role } from '../role.ts';

/** What may be asked of the consumer that a batch came from. A consumer that has been replaced answers nothing. */
export type Reader = {
  seek(topic: string, partition: number, offset: number): void;
  pause(topic: string, partition: number): void;
  resume(topic: string, partition: number): void;
  /** Tells Kafka how far we are, for tools that show lag. At most once a second per partition. */
  commit(topic: string, partition: number, offset: number): void;
};

export type ReadingOptions = {
  kafka: Kafka;
  groupId: string;
  topics: readonly string[];
  /** A consumer that Kafka has not heard of for this long loses its partitions to others. */
  sessionTimeoutMs: number;
  log: Logger;
  /** The partitions this consumer has from now on, as `topic/partition`. */
  assigned(partitions: ReadonlySet<string>): void;
  /** The consumer is gone and another will take its place. */
  lost(): Promise<void>;
  /** What one fetch brought for one partition. Must return at once. */
  batch(batch: RawBatch, reader: Reader): void;
  /** A consumer that fetches nothing, not even nothing, for this long is replaced. Default 20 s. */
  stallMs?: number;
};

export type ReadingStatus = { connected: boolean; restarts: number; idleMs: number };

/**
 * Reads topics as raw record batches for as long as the process lives. kafkajs now and then crashes or falls silent
 * when brokers restart; the consumer is then replaced. It neither keeps nor trusts offsets: whoever takes the batches
 * seeks to where it wants to go on.
 */
export function keepReading(options: ReadingOptions): Role<ReadingStatus> {
  const { log, stallMs = 20_000 } = options;
  const stopping = new AbortController();
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined); // whoever waits on it hears it; nobody has to
  const status = { connected: false, restarts: 0 };
  let lastSign = performance.now();

  const readOnce = async () => {
    const consumer = newConsumer(options);
    const crashed = Promise.withResolvers<Error>();
    const sign = () => {
      lastSign = performance.now();
    };
    consumer.on(consumer.events.CRASH, ({ payload }) => crashed.resolve(payload.error));
    consumer.on(consumer.events.FETCH, sign);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      status.connected = true;
      sign();
      const all = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => `${topic}/${partition}`),
      );
      options.assigned(new Set(all));
    });
    const reader = readerOf(consumer, log);
    try {
      sign();
      await consumer.connect();
      await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        partitionsConsumedConcurrently: 8,
        eachRawBatch: async ({ batch }) => options.batch(batch, reader),
      });
      while (!stopping.signal.aborted) {
        const error = await Promise.race([crashed.promise, pause(1_000, stopping.signal)]);
        if (error) throw error;
        if (performance.now() - lastSign > stallMs) throw new Error(`no sign of life for ${stallMs} ms`);
      }
    } finally {
      status.connected = false;
      await options.lost();
      reader.close();
      await Promise.race([consumer.disconnect(), pause(10_000)]);
    }
  };

  const ended = (async () => {
    for (let wait = 250; !stopping.signal.aborted; wait = Math.min(wait * 2, 10_000)) {
      const started = performance.now();
      try {
        await readOnce();
      } catch (error) {
        status.restarts += 1;
        if (performance.now() - started > 60_000) wait = 250;
        log.warn({ error: messageOf(error), wait }, 'the consumer is replaced');
        await pause(wait, stopping.signal);
      }
    }
  })();
  ended.catch(reject);

  return {
    failed,
    stop: async () => {
      stopping.abort();
      await ended;
    },
    status: () => ({ ...status, idleMs: Math.round(performance.now() - lastSign) }),
  };
}

function newConsumer({ kafka, groupId, sessionTimeoutMs }: ReadingOptions): Consumer {
  return kafka.consumer({
    groupId,
    // Batches are taken at once and inserts run beside the reading, so heartbeats never wait for the warehouse.
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: 1_000,
    // Where every partition is paused, kafkajs sleeps this long before it looks again.
    maxWaitTimeInMs: 100,
    // Four times as much doubled the memory and the processor time per event, and brought nothing.
    maxBytesPerPartition: 1 << 20,
    maxBytes: 4 << 20,
    allowAutoTopicCreation: false,
    retry: { retries: 8, restartOnFailure: async () => false },
  });
}

function readerOf(consumer: Consumer, log: Logger): Reader & { close(): void } {
  const due = new Map<string, { topic: string; partition: number; offset: string }>();
  const commitAll = () => {
    if (due.size === 0) return;
    const offsets = [...due.values()];
    due.clear();
    consumer.commitOffsets(offsets).catch((error: unknown) => {
      // Only tools that show lag read these; the warehouse knows better.
      log.debug({ error: messageOf(error) }, 'committing to Kafka failed');
    });
  };
  const timer = setInterval(commitAll, 1_000);
  let open = true;
  const whileOpen = (ask: () => void) => {
    if (!open) return;
    try {
      ask();
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'the consumer is between two groups');
    }
  };
  return {
    seek: (topic, partition, offset) =>
      whileOpen(() => consumer.seek({ topic, partition, offset: String(offset) })),
    pause: (topic, partition) => whileOpen(() => consumer.pause([{ topic, partitions: [partition] }])),
    resume: (topic, partition) => whileOpen(() => consumer.resume([{ topic, partitions: [partition] }])),
    commit: (topic, partition, offset) => {
      due.set(`${topic}/${partition}`, { topic, partition, offset: String(offset) });
    },
    close: () => {
      clearInterval(timer);
      commitAll();
      open = false;
    },
  };
}

async function pause(ms: number, signal?: AbortSignal): Promise<undefined> {
  await sleep(ms, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => undefined);
}
