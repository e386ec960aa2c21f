import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { EntrepotError, messageOf } from '#errors';
import { refusalCode, type Warehouse } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { batchMark, internalNames, landingColumns } from '../tables/index.ts';
import { backoff } from './backoff.ts';
import type { Pace } from './pace.ts';
import type { Progress } from './progress.ts';
import { refuseRow } from './refuse-row.ts';
import type { Slab } from './slab.ts';

/** What all rows of a batch share; fixed before the first attempt and kept by every later one. */
export type Batch = { first: number; last: number; ingestedAt: number; epoch: number };

export type Delivery = {
  warehouse: Warehouse;
  contract: Contract;
  partition: number;
  progress: Progress;
  pace: Pace;
  /** Whether all rows are known to be in order, so that the engine need not judge them. */
  isPlain(slab: Slab): boolean;
  log: Logger;
  signal: AbortSignal;
  /** Told of every attempt that failed. */
  troubled(error: unknown): void;
};

/** An insert that takes longer is given up: its owner must still be alive to Kafka when it ends. */
const insertTimeoutSeconds = 40;

/**
 * Stores a batch, whatever it takes. After every attempt that was not answered with success, what has landed is read
 * back and only the rest is sent again: an insert may have been carried out although nobody heard of it, in part where
 * one of the two tables had its rows and the other had not. A row that the engine will not take goes to quarantine.
 *
 * Only a first attempt goes past the engine's checks; from then on the engine decides.
 *
 * @throws FENCED when the partition has a new owner; AbortError when the signal fires between attempts.
 */
export async function deliver(delivery: Delivery, slab: Slab, batch: Batch): Promise<void> {
  const { contract, partition, progress, log, signal } = delivery;
  let left = slab.offsets.map((_, index) => index);
  for (let attempt = 1; ; attempt++) {
    try {
      signal.throwIfAborted();
      if (attempt > 1) {
        await progress.endInserts();
        const stored = await progress.stored(batch.first, batch.last, batch.ingestedAt);
        left = left.filter((index) => !stored.has(slab.offsets[index]!));
      }
      if (left.length > 0) {
        const known = attempt === 1 && delivery.isPlain(slab);
        await insert(delivery, slab.bodyOf(left), batch, known ? 'plain' : 'landing');
      }
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      if (isFenced(error)) throw fenced(contract.topic, partition, error);
      delivery.troubled(error);
      log.warn(
        { topic: contract.topic, partition, attempt, ...batch, error: messageOf(error) },
        'insert failed',
      );
      if (isAboutRows(error) && (await takesNothing(delivery, batch))) {
        await isolate(delivery, slab, batch, left).catch((thrown) => {
          if (isFenced(thrown)) throw fenced(contract.topic, partition, thrown);
          log.warn(
            { topic: contract.topic, partition, error: messageOf(thrown) },
            'looking for a bad row failed',
          );
        });
      }
      await sleep(backoff(attempt), undefined, { signal });
    }
  }
}

async function insert(
  delivery: Delivery,
  body: Buffer,
  batch: Batch,
  into: 'landing' | 'plain' = 'landing',
): Promise<void> {
  const { warehouse, contract, partition, pace } = delivery;
  const mark = batchMark(warehouse.database, {
    topic: contract.topic,
    partition,
    ...batch,
    first: BigInt(batch.first),
    last: BigInt(batch.last),
  });
  const statement = {
    table: internalNames(contract)[into],
    columns: landingColumns.map(({ name }) => name),
    format: 'RowBinary',
    body,
    settings: { ...insertSettings, log_comment: mark },
  };
  await pace.run(() => warehouse.insertBytes(statement));
}

/** All that could change what an insert means or how many parts it makes, said with every one. */
export const insertSettings = {
  async_insert: 0,
  insert_deduplicate: 0,
  deduplicate_blocks_in_dependent_materialized_views: 0,
  date_time_input_format: 'best_effort',
  short_circuit_function_evaluation: 'enable',
  // The views are analysed anew at every insert; the former analyser takes half as long over so many columns.
  enable_analyzer: 0,
  materialized_views_ignore_errors: 0,
  parallel_view_processing: 0,
  max_insert_threads: 1,
  max_threads: 1,
  max_insert_block_size: 1_048_576,
  min_insert_block_size_rows: 1_048_576,
  min_insert_block_size_bytes: 268_435_456,
  max_execution_time: insertTimeoutSeconds,
  // Nothing is written into the last of the disk: the engine's merges need it, and on a disk of no bytes one was seen to
  // leave a part that cannot be read.
  min_free_disk_bytes_to_perform_insert: 536_870_912,
} as const;

/** Halves the batch until the rows that are refused stand alone, and sends those to quarantine. */
async function isolate(delivery: Delivery, slab: Slab, batch: Batch, rows: readonly number[]): Promise<void> {
  try {
    await insert(delivery, slab.bodyOf(rows), batch);
  } catch (error) {
    if (!isAboutRows(error)) throw error;
    const stored = await delivery.progress.stored(batch.first, batch.last, batch.ingestedAt);
    const left = rows.filter((index) => !stored.has(slab.offsets[index]!));
    if (left.length === 0) return;
    if (left.length === 1) return refuseRow(delivery, slab, left[0]!, batch, messageOf(error));
    const middle = left.length >> 1;
    await isolate(delivery, slab, batch, left.slice(0, middle));
    await isolate(delivery, slab, batch, left.slice(middle));
  }
}

/** Whether an insert of no rows succeeds: then it is not the tables that are broken. */
async function takesNothing(delivery: Delivery, batch: Batch): Promise<boolean> {
  try {
    await insert(delivery, Buffer.alloc(0), batch);
    return true;
  } catch (error) {
    delivery.log.error(
      { topic: delivery.contract.topic, error: messageOf(error) },
      'the tables take no rows at all',
    );
    return false;
  }
}

/** Refusals that pass: overload, time, memory, connections, replicas, a table being altered or not there yet. */
const passing = new Set([
  3, 33, 36, 60, 81, 131, 159, 164, 202, 203, 209, 210, 218, 219, 241, 242, 243, 252, 285, 319, 341, 394, 425,
  439, 473, 999, 1002,
]);

function isAboutRows(error: unknown): boolean {
  const code = refusalCode(error);
  return code !== undefined && !passing.has(code);
}

/** 395: the landing's view throws where the claim it sees is younger than the insert's. */
function isFenced(error: unknown): boolean {
  return refusalCode(error) === 395 && messageOf(error).includes('fenced');
}

function fenced(topic: string, partition: number, cause: unknown): EntrepotError {
  return new EntrepotError('FENCED', `${topic}/${partition} has a new owner; this one has stopped writing.`, {
    asked: `${topic}/${partition}`,
    cause,
  });
}
