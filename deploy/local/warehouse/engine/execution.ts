import type { JobSummary } from './protocol.ts';
import type { EngineThread, Receiver } from './thread.ts';

/** One running statement: its answer chunk by chunk, then what it came to. */
export class Execution implements Receiver {
  readonly finished: Promise<JobSummary>;
  readonly #thread: EngineThread;
  readonly #chunks: Uint8Array[] = [];
  #settle!: (summary: JobSummary) => void;
  #fail!: (thrown: Error) => void;
  #over = false;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(thread: EngineThread) {
    this.#thread = thread;
    this.finished = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
    });
    this.finished.catch(() => undefined);
  }

  /** The next chunk, undefined after the last. A slow caller slows the engine down: it is at most three ahead. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#chunks.length === 0) {
      if (this.#error) throw this.#error;
      if (this.#over) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (!this.#over) this.#thread.say({ type: 'credit' });
    return this.#chunks.shift();
  }

  /** Whether everything the statement will ever say has arrived. */
  get over(): boolean {
    return this.#over;
  }

  /** Ends a stream at its next block. What computes without answering must be killed by its query id. */
  cancel(): void {
    if (!this.#over) this.#thread.say({ type: 'cancel' });
  }

  chunk(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#wake?.();
  }

  done(summary: JobSummary): void {
    this.#over = true;
    this.#settle(summary);
    this.#wake?.();
  }

  failed(thrown: Error): void {
    this.#over = true;
    this.#error = thrown;
    this.#fail(thrown);
    this.#wake?.();
  }
}
