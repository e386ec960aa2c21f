import { Worker } from 'node:worker_threads';
import type { FromThread, Job, JobSummary, ToThread } from './protocol.ts';

export type Receiver = {
  chunk(bytes: Uint8Array): void;
  done(summary: JobSummary): void;
  failed(thrown: Error): void;
};

/**
 * The HTTP thread's end of one engine thread. It is never terminated: the engine does not survive the end of a
 * thread that has used it; the end of the process ends them all.
 */
export class EngineThread {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #receiver: Receiver | undefined;
  #closed: (() => void) | undefined;
  /** The key of the connection it used last. */
  lastKey = '';

  /** The named pipe its SELECTs answer through. */
  readonly pipe: string;

  constructor(path: string, pipe: string, onCrash: (thrown: Error) => void) {
    this.pipe = pipe;
    this.#worker = new Worker(new URL('./thread-main.ts', import.meta.url), { workerData: { path, pipe } });
    this.#worker.unref();
    this.#ready = new Promise((resolve) => {
      this.#worker.on('message', (message: FromThread) => this.#receive(message, resolve));
    });
    this.#worker.on('error', (thrown: Error) => {
      this.#receiver?.failed(thrown);
      onCrash(thrown);
    });
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  start(job: Job, receiver: Receiver): void {
    this.#receiver = receiver;
    this.lastKey = job.connection.key;
    const body = job.work.kind === 'insert' ? job.work.body : undefined;
    const owned = body !== undefined && body.byteLength === body.buffer.byteLength && body.byteLength > 4096;
    this.#worker.postMessage(job, owned ? [body.buffer as ArrayBuffer] : []);
  }

  say(message: Exclude<ToThread, Job>): void {
    this.#worker.postMessage(message);
  }

  /** Closes its connections; it takes no job afterwards. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    this.say({ type: 'close' });
    await closed;
  }

  #receive(message: FromThread, ready: () => void): void {
    const receiver = this.#receiver;
    if (message.type === 'ready') ready();
    else if (message.type === 'chunk') receiver?.chunk(message.bytes);
    else if (message.type === 'closed') this.#closed?.();
    else {
      this.#receiver = undefined;
      if (message.type === 'done') receiver?.done(message.summary);
      else receiver?.failed(new Error(message.message));
    }
  }
}
