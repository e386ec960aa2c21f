import type { Job, JobSummary } from './job.ts';
import { PipeReader } from './pipe.ts';
import type { Receiver, Slot } from './slot.ts';

/** Pieces of an answer that are held while the client is slower than the engine; a piece is at most 64 kB. */
const heldAtMost = 16;

/** One running statement: its answer piece by piece, then what it came to. */
export class Execution implements Receiver {
  /** What the statement came to; rejected with the engine's words. */
  readonly finished: Promise<JobSummary>;
  readonly #pipe: PipeReader | undefined;
  readonly #chunks: Uint8Array[] = [];
  #settle!: (summary: JobSummary) => void;
  #fail!: (thrown: Error) => void;
  #over = false;
  #discarding = false;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  private constructor(pipe: string | undefined) {
    this.finished = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
    });
    this.finished.catch(() => undefined);
    this.#pipe = pipe === undefined ? undefined : new PipeReader(pipe, (bytes) => this.chunk(bytes));
  }

  /** Starts the job in a slot that the caller holds until the execution has `ended`. */
  static start(slot: Slot, job: Job): Execution {
    const execution = new Execution(job.work.kind === 'select' ? slot.pipe : undefined);
    void slot.start(job, execution);
    return execution;
  }

  /** The next piece, undefined after the last. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#chunks.length === 0) {
      if (this.#over) {
        if (this.#error) throw this.#error;
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#chunks.length <= heldAtMost) this.#pipe?.resume();
    return this.#chunks.shift();
  }

  /** Whether everything the statement will ever say has arrived. */
  get over(): boolean {
    return this.#over;
  }

  /** Resolves when the engine and the pipe are done with, so that the slot may serve another. */
  async ended(): Promise<void> {
    await this.finished.catch(() => undefined);
    if (!this.#over) await this.#pipe?.closed;
  }

  /** Throws the rest of the answer away, for a client that has gone. It does not end the statement: a KILL does. */
  discard(): void {
    this.#discarding = true;
    this.#chunks.length = 0;
    this.#pipe?.resume();
  }

  chunk(bytes: Uint8Array): void {
    if (this.#discarding) return;
    this.#chunks.push(bytes);
    if (this.#chunks.length > heldAtMost) this.#pipe?.pause();
    this.#wake?.();
  }

  done(summary: JobSummary): void {
    this.#settle(summary);
    this.#end();
  }

  failed(thrown: Error): void {
    this.#error = thrown;
    this.#fail(thrown);
    this.#end();
  }

  #end(): void {
    const last = () => {
      this.#over = true;
      this.#wake?.();
    };
    this.#pipe?.finish();
    if (this.#pipe) void this.#pipe.closed.then(last);
    else last();
  }
}
