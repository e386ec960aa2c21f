import type { RawBatch } from 'kafkajs';
import { EntrepotError, messageOf } from '#errors';
import { type Batch, type Delivery, deliver } from './deliver.ts';
import { visitRecords } from './fetched.ts';
import type { Pace } from './pace.ts';
import { persevere } from './persevere.ts';
import type { Gap } from './progress.ts';
import { RowWriter } from './row-writer.ts';
import type { Slab } from './slab.ts';
import type { SlabPool } from './slab-pool.ts';

export type WorkerOptions = Omit<Delivery, 'signal' | 'troubled'> & {
  owner: string;
  pace: Pace;
  pool: SlabPool;
  limits: { rows: number; bytes: number };
  /** What the worker asks of the consumer, for its own partition. */
  consumer: { seek(offset: number): void; pause(): void; resume(): void; commit(offset: number): void };
  now(): number;
};

/** A batch of the predecessor that did not land whole: its bounds, and the offsets that are missing. */
type Remainder = { first: number; last: number; ingestedAt: number; missing: ReadonlySet<number> };

export type WorkerStatus = {
  state: 'claiming' | 'running' | 'stopped' | 'failed';
  /** The offset to be taken next. */
  next: number;
  rows: number;
  inserts: number;
  waitingRows: number;
  error?: string;
  /** Since when nothing can be stored, ms, and why; absent while all is well. */
  trouble?: { since: number; error: string };
  /** Since when an insert has been under way, ms. */
  sentAt?: number;
};

/**
 * One partition from Kafka to its tables, for as long as this process owns it. One batch is under way at a time, so
 * that everything below the last stored batch is stored; the next one fills meanwhile.
 */
export class PartitionWorker {
  readonly done: Promise<void>;
  readonly #options: WorkerOptions;
  readonly #writer: RowWriter;
  readonly #delivery: Delivery;
  readonly #stopping = new AbortController();
  #filling: Slab;
  #first = 0;
  #next = 0;
  #sought = -1;
  #remainder: Remainder | undefined;
  #gaps: Gap[] = [];
  #paused = false;
  #wake: (() => void) | undefined;
  readonly #status: Omit<WorkerStatus, 'next' | 'waitingRows'> = { state: 'claiming', rows: 0, inserts: 0 };

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#writer = new RowWriter(options.contract.topic);
    this.#filling = options.pool.take();
    this.#delivery = {
      ...options,
      signal: this.#stopping.signal,
      troubled: (error) => this.#troubled(error),
    };
    this.done = this.#run();
  }

  status(): WorkerStatus {
    return { ...this.#status, next: this.#next, waitingRows: this.#filling.rows };
  }

  /** Takes what a fetch brought. Never waits: a full slab pauses the partition instead. */
  take(batch: RawBatch): void {
    if (this.#status.state !== 'running' || this.#paused) return;
    if (Number(batch.highWatermark) < this.#next) this.#recreated(batch);
    else if (this.#isElsewhere(batch)) this.#seek();
    else this.#append(batch);
  }

  /** Whether the consumer stands somewhere else than this worker; beyond a gap it cannot stand anywhere better. */
  #isElsewhere(batch: RawBatch): boolean {
    const start = Math.max(Number(batch.recordBatches[0]?.firstOffset ?? 0), Number(batch.fetchedOffset));
    if (start > this.#next && this.#sought !== this.#next) return true;
    const last = batch.recordBatches.at(-1)!;
    return Number(last.firstOffset) + last.lastOffsetDelta < this.#next;
  }

  #append(batch: RawBatch): void {
    const until = this.#remainder?.last ?? Infinity;
    visitRecords(batch, this.#next, {
      record: (reader, offset, timestamp) => {
        // Past the predecessor's batch nothing is taken until that batch is whole.
        if (offset > until) return;
        this.#missingUpTo(offset - 1);
        this.#next = offset + 1;
        if (this.#remainder?.missing.has(offset) === false) return;
        this.#writer.write(this.#filling, reader, offset, timestamp);
      },
      upTo: (offset) => this.#missingUpTo(Math.min(offset, until)),
    });
    const { rows, bytes } = this.#options.limits;
    if (this.#next > until || this.#filling.rows >= rows || this.#filling.length >= bytes) {
      this.#paused = true;
      this.#options.consumer.pause();
    }
    this.#wake?.();
  }

  /** Gives the partition up. What was not sent is left to the next owner; what is under way is finished. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.done;
  }

  #seek(): void {
    this.#sought = this.#next;
    this.#options.consumer.seek(this.#next);
  }

  /** Offsets that Kafka does not have (expired, compacted away, control records) are written down, never passed over. */
  #missingUpTo(last: number): void {
    if (last < this.#next) return;
    this.#gaps.push({ first: this.#next, last });
    this.#next = last + 1;
  }

  #recreated(batch: RawBatch): void {
    const { contract, partition } = this.#options;
    this.#fail(
      new EntrepotError(
        'TOPIC_RECREATED',
        `${contract.topic}/${partition} ends at ${batch.highWatermark}, but ${this.#next} offsets are stored.`,
        {
          asked: `${contract.topic}/${partition}`,
          fix: 'If the topic was made anew on purpose, empty its tables; else restore it.',
        },
      ),
    );
  }

  #troubled(error: unknown): void {
    this.#status.trouble = {
      since: this.#status.trouble?.since ?? this.#options.now(),
      error: messageOf(error),
    };
  }

  #fail(error: unknown): void {
    this.#status.state = 'failed';
    this.#status.error = messageOf(error);
    this.#options.log.error({ error: messageOf(error) }, 'a partition has stopped');
    this.#options.consumer.pause();
    this.#stopping.abort();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    try {
      const epoch = await this.#claim();
      while (!this.#stopping.signal.aborted) {
        await this.#due();
        if (this.#stopping.signal.aborted) break;
        await this.#flush(epoch);
      }
    } catch (error) {
      const overtaken = error instanceof EntrepotError && error.code === 'FENCED';
      if (overtaken) this.#options.log.warn({ error: messageOf(error) }, 'a partition was taken over');
      else if (!this.#stopping.signal.aborted) this.#fail(error);
    }
    if (this.#status.state !== 'failed') {
      this.#status.state = 'stopped';
      // kafkajs keeps a pause over rebalances; whoever serves the partition next must be fed.
      this.#options.consumer.resume();
    }
    this.#options.pool.giveBack(this.#filling);
  }

  /** Makes the partition ours and finds out where to go on, trying until the warehouse answers. */
  async #claim(): Promise<number> {
    const { progress, owner, log, consumer } = this.#options;
    const epoch = await this.#persevere('claiming a partition', async () => {
      const claimed = await progress.claim(owner);
      const batch = await progress.lastBatch();
      if (batch) await this.#goOn(batch);
      return claimed;
    });
    this.#status.state = 'running';
    delete this.#status.trouble;
    log.info({ epoch, next: this.#next }, 'partition claimed');
    this.#seek();
    consumer.resume();
    return epoch;
  }

  #persevere<T>(what: string, attempt: () => Promise<T>): Promise<T> {
    return persevere({ ...this.#delivery, what }, attempt);
  }

  async #goOn({ first, last, ingestedAt }: Omit<Remainder, 'missing'>): Promise<void> {
    const stored = await this.#options.progress.stored(first, last, ingestedAt);
    const missing = new Set<number>();
    for (let offset = first; offset <= last; offset++) if (!stored.has(offset)) missing.add(offset);
    this.#next = missing.size === 0 ? last + 1 : Math.min(...missing);
    this.#remainder = missing.size === 0 ? undefined : { first, last, ingestedAt, missing };
    this.#first = this.#next;
  }

  /** Resolves when the waiting rows should go: enough of them, or old enough. */
  async #due(): Promise<void> {
    const { limits, pace } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const slab = this.#filling;
      const complete = this.#remainder !== undefined && this.#next > this.#remainder.last;
      if (complete || slab.rows >= limits.rows || slab.length >= limits.bytes) return;
      const left =
        slab.rows === 0 || this.#remainder ? Infinity : slab.since + pace.interval() - performance.now();
      if (left <= 0) return;
      await this.#sleep(left);
    }
  }

  async #sleep(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = ms === Infinity ? undefined : setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }

  /** Sends what has been gathered so far; new rows go to another slab meanwhile. */
  async #flush(epoch: number): Promise<void> {
    const { pool, consumer, now } = this.#options;
    const slab = this.#filling;
    const gaps = this.#gaps;
    const remainder = this.#remainder;
    this.#filling = pool.take();
    this.#gaps = [];
    this.#remainder = undefined;
    const batch: Batch = remainder
      ? { first: remainder.first, last: remainder.last, ingestedAt: remainder.ingestedAt, epoch }
      : { first: this.#first, last: this.#next - 1, ingestedAt: now(), epoch };
    this.#first = this.#next;
    if (this.#paused) {
      this.#paused = false;
      consumer.resume();
    }
    for (const gap of gaps) await this.#record(gap);
    this.#status.sentAt = now();
    if (slab.rows > 0) await deliver(this.#delivery, slab, batch);
    delete this.#status.sentAt;
    delete this.#status.trouble;
    if (remainder) this.#seek();
    this.#status.rows += slab.rows;
    this.#status.inserts++;
    pool.giveBack(slab);
    consumer.commit(batch.last + 1);
  }

  async #record(gap: Gap): Promise<void> {
    const { progress, log } = this.#options;
    log.warn({ ...gap }, 'offsets are not in Kafka');
    await this.#persevere('writing down a gap', () => progress.recordGap(gap));
  }
}
