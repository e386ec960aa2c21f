import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import type { Role } from '../role.ts';

export type Consuming = {
  kafka: Kafka;
  groupId: string;
  topics: readonly string[];
  log: Logger;
  /** Handles a batch; `commit` tells Kafka the offset to go on from. Throwing drops the batch and starts over. */
  eachBatch(batch: EachBatchPayload, commit: (offset: string) => Promise<void>): Promise<void>;
  /** A consumer that neither fetches nor handles for this long is replaced. Default 30 s. */
  stallMs?: number;
};

export type ConsumingStatus = { connected: boolean; restarts: number; idleMs: number };

const maxWaitMs = 200;

/**
 * Consumes with kafkajs and replaces the consumer when it crashes or falls silent, which it does now and then when
 * brokers restart. Offsets are committed only by `commit`; a new group starts at the beginning.
 */
export function keepConsuming(options: Consuming): Role<ConsumingStatus> {
  const { log, stallMs = 30_000 } = options;
  const stopping = new AbortController();
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined); // whoever waits on it hears it; nobody has to
  let restarts = 0;
  let connected = false;
  let lastSign = performance.now();
  const sign = () => {
    lastSign = performance.now();
  };

  const consumeOnce = async () => {
    const consumer = options.kafka.consumer({
      groupId: options.groupId,
      sessionTimeout: 45_000,
      heartbeatInterval: 3_000,
      maxWaitTimeInMs: maxWaitMs,
      allowAutoTopicCreation: false,
      retry: { retries: 8, restartOnFailure: async () => false },
    });
    let crash: Error | undefined;
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      crash = payload.error;
    });
    consumer.on(consumer.events.FETCH, sign);
    consumer.on(consumer.events.GROUP_JOIN, () => {
      connected = true;
      sign();
    });
    try {
      sign();
      await run(consumer, options, sign);
      while (!stopping.signal.aborted) {
        await pause(250, stopping.signal);
        if (crash) throw crash;
        if (performance.now() - lastSign > stallMs) throw new Error(`no sign of life for ${stallMs} ms`);
      }
    } finally {
      connected = false;
      await Promise.race([consumer.disconnect(), sleep(10_000, undefined, { ref: false })]);
    }
  };

  const ended = (async () => {
    for (let wait = 500; !stopping.signal.aborted; wait = Math.min(wait * 2, 15_000)) {
      const started = performance.now();
      try {
        await consumeOnce();
      } catch (error) {
        restarts += 1;
        if (performance.now() - started > 60_000) wait = 500;
        log.warn({ groupId: options.groupId, error: messageOf(error), wait }, 'consumer replaced');
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
    status: () => ({ connected, restarts, idleMs: Math.round(performance.now() - lastSign) }),
  };
}

async function run(consumer: Consumer, { topics, eachBatch }: Consuming, sign: () => void): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async (payload) => {
      sign();
      const { topic, partition } = payload.batch;
      const heartbeat = async () => {
        sign();
        await payload.heartbeat();
      };
      await eachBatch({ ...payload, heartbeat }, (offset) =>
        consumer.commitOffsets([{ topic, partition, offset }]),
      );
      sign();
    },
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined); // woken early: the caller looks at the signal
}
