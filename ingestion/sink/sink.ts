import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { Warehouse } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import type { EventProducer } from '../producer/index.ts';
import type { Role } from '../role.ts';
import { createPace } from './pace.ts';
import { PartitionWorker, type WorkerStatus } from './partition-worker.ts';
import { plainRows } from './plain-rows.ts';
import { partitionProgress } from './progress.ts';
import { keepReading, type Reader, type ReadingStatus } from './reading.ts';
import { SlabPool } from './slab-pool.ts';
import { tellStalls } from './tell-stalls.ts';

export type SinkOptions = {
  kafka: Kafka;
  warehouse: Warehouse;
  /** What to store; their topics must exist and `migrateTables` must have run. */
  contracts: readonly Contract[];
  log: Logger;
  /** Kafka consumer group. Default `entrepot-ingest`. */
  groupId?: string;
  /**
   * There is no other sink: a new one starts at once, instead of waiting until Kafka misses a killed predecessor (its
   * claims and the read-back make that safe). Several exclusive sinks take the partitions from each other for ever.
   */
  exclusive?: boolean;
  /** A batch goes when it has this many rows, this many bytes, or its oldest row has waited `minimumMs` (growing to `maximumMs` under load). */
  batch?: { rows?: number; bytes?: number; minimumMs?: number; maximumMs?: number };
  /** Inserts under way at a time, over all partitions. Default 4. */
  insertsAtOnce?: number;
  /** Where to tell that nothing can be stored; not told where absent. */
  alerts?: Pick<EventProducer, 'publish'>;
  /** After how long. Default 30 s. */
  alertAfterMs?: number;
  now?: () => number;
};

export type SinkStatus = ReadingStatus & {
  partitions: ({ topic: string; partition: number } & WorkerStatus)[];
};

/**
 * Stores every event of the contracts' topics exactly once per Kafka offset, in its table or in its quarantine.
 *
 * Any number of sinks may run; Kafka divides the partitions among them. Nothing is remembered outside the warehouse's
 * rows: at every start and after every unanswered insert what has landed is read back.
 */
export function startSink(options: SinkOptions): Role<SinkStatus> {
  const { kafka, warehouse, log, groupId = 'entrepot-ingest', now = Date.now } = options;
  const { rows = 32_768, bytes = 12 << 20, minimumMs = 75, maximumMs = 1_000 } = options.batch ?? {};
  const contracts = new Map(options.contracts.map((contract) => [contract.topic, contract]));
  const judges = new Map(options.contracts.map((contract) => [contract.topic, plainRows(contract)]));
  const owner = randomUUID();
  const pool = new SlabPool();
  const pace = createPace({ minimumMs, maximumMs, atOnce: options.insertsAtOnce ?? 4 });
  const workers = new Map<string, PartitionWorker>();
  let ours: ReadonlySet<string> = new Set();

  const startWorker = (topic: string, partition: number, reader: Reader) => {
    const contract = contracts.get(topic)!;
    const where = { topic, partition };
    const worker = new PartitionWorker({
      warehouse,
      contract,
      partition,
      owner,
      pace,
      pool,
      isPlain: judges.get(topic)!,
      now,
      log: log.child(where),
      limits: { rows, bytes },
      progress: partitionProgress(warehouse, contract, partition),
      consumer: {
        seek: (offset) => reader.seek(topic, partition, offset),
        pause: () => reader.pause(topic, partition),
        resume: () => reader.resume(topic, partition),
        commit: (offset) => reader.commit(topic, partition, offset),
      },
    });
    workers.set(`${topic}/${partition}`, worker);
    // Until the claim holds there is nowhere to put what is fetched.
    reader.pause(topic, partition);
  };

  const stopWorkers = async (keep: (key: string) => boolean) => {
    const leaving = [...workers].filter(([key]) => !keep(key));
    for (const [key] of leaving) workers.delete(key);
    await Promise.all(leaving.map(([, worker]) => worker.stop()));
  };

  const reading = keepReading({
    kafka,
    log,
    groupId: options.exclusive ? `${groupId}-${owner}` : groupId,
    topics: [...contracts.keys()],
    // Alone there is nobody to hand over to; a starved machine must not cost the group its only member.
    sessionTimeoutMs: options.exclusive ? 60_000 : 20_000,
    assigned: (assignment) => {
      ours = assignment;
      void stopWorkers((key) => assignment.has(key));
    },
    lost: () => {
      ours = new Set();
      return stopWorkers(() => false);
    },
    batch: (batch, reader) => {
      const key = `${batch.topic}/${batch.partition}`;
      // What was fetched before a rebalance is another's now.
      if (!ours.has(key)) return;
      const worker = workers.get(key);
      if (worker && worker.status().state !== 'stopped') worker.take(batch);
      else startWorker(batch.topic, batch.partition, reader);
    },
  });

  const status = (): SinkStatus => ({
    ...reading.status(),
    partitions: [...workers].map(([key, worker]) => {
      const [topic, partition] = key.split('/');
      return { topic: topic!, partition: Number(partition), ...worker.status() };
    }),
  });
  const telling =
    options.alerts &&
    tellStalls({
      ...{ status, producer: options.alerts, log, now },
      ...(options.alertAfterMs !== undefined && { afterMs: options.alertAfterMs }),
    });

  return {
    failed: reading.failed,
    status,
    stop: async () => {
      await telling?.stop();
      ours = new Set();
      await stopWorkers(() => false);
      await reading.stop();
    },
  };
}
