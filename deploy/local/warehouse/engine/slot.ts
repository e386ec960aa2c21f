import { stringLiteral } from '#warehouse';
import type { Addon, NativeConnection } from './addon.ts';
import { Connections } from './connections.ts';
import { insertBody } from './insert-body.ts';
import type { Job, JobSummary } from './job.ts';
import { borrowSettings } from './session-settings.ts';

/** Who is told of a job's progress. */
export type Receiver = {
  chunk(bytes: Uint8Array): void;
  done(summary: JobSummary): void;
  failed(thrown: Error): void;
};

/**
 * Room for one statement at a time: a few connections and the pipe its SELECTs answer through. The engine works in
 * threads of libuv's pool; nothing here holds up the event loop but opening a connection, for 0.2 ms. (Not in worker
 * threads: the engine does not survive the end of one that has used it.)
 */
export class Slot {
  /** The key of the connection it used last. */
  lastKey = '';
  readonly pipe: string;
  readonly #addon: Addon;
  readonly #connections: Connections;

  constructor(addon: Addon, path: string, pipe: string) {
    this.#addon = addon;
    this.pipe = pipe;
    this.#connections = new Connections(addon, path);
  }

  /** Starts a job for a caller that holds the slot; the receiver hears of everything that follows. */
  async start(job: Job, receiver: Receiver): Promise<void> {
    this.lastKey = job.connection.key;
    try {
      const summary = await this.#perform(job, receiver);
      await this.#connections.giveBack(job.connection, false);
      receiver.done(summary);
    } catch (thrown) {
      await this.#connections.giveBack(job.connection, true).catch(() => this.forget(job.connection.key));
      receiver.failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }

  forget(key: string): void {
    this.#connections.forget(key);
  }

  close(): void {
    this.#connections.close();
  }

  async #perform(job: Job, receiver: Receiver): Promise<JobSummary> {
    const native = await this.#connections.take(job);
    const giveBack = await borrowSettings(this.#addon, native, job.connection);
    try {
      return await this.#carryOut(job, native, receiver);
    } finally {
      await giveBack();
    }
  }

  async #carryOut({ work }: Job, native: NativeConnection, receiver: Receiver): Promise<JobSummary> {
    if (work.kind === 'insert') {
      const done = await insertBody(this.#addon, native, work);
      return {
        resultRows: 0,
        resultBytes: 0,
        writtenRows: done.rowsWritten,
        writtenBytes: done.bytesWritten,
      };
    }
    const sql =
      work.kind === 'run'
        ? work.sql
        : `${work.head} INTO OUTFILE ${stringLiteral(this.pipe)} APPEND ${work.tail}`;
    const result = await this.#addon.QueryAsyncConnection(native, sql, work.format);
    if (result.bytes.length > 0) receiver.chunk(result.bytes);
    const { rowsRead, bytesRead } = result;
    return { resultRows: rowsRead, resultBytes: bytesRead, writtenRows: 0, writtenBytes: 0 };
  }
}
