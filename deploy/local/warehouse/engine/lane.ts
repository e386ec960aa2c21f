import { join } from 'node:path';
import { WarehouseRefusal } from '../http/refusal.ts';
import { createPipe } from './pipe.ts';
import { EngineThread } from './thread.ts';

export type LaneOptions = {
  path: string;
  /** Folder of the threads' pipes, and the lane's name in it. */
  pipes: string;
  name: string;
  threads: number;
  /** Statements that may wait for a thread; more are refused. */
  queue: number;
  waitMs: number;
  onCrash(thrown: Error): void;
};

type Waiting = { only: EngineThread | undefined; give(thread: EngineThread): void };

/** Threads of one purpose, started as they are needed, and those who wait for one. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #all: EngineThread[] = [];
  #started = 0;
  readonly #idle: EngineThread[] = [];
  readonly #waiting = new Set<Waiting>();

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  get busy(): number {
    return this.#all.length - this.#idle.length;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Starts a thread before anyone needs it. */
  async warm(): Promise<void> {
    this.release(await this.#startThread());
  }

  /** A thread for the caller alone, until it is released. */
  acquire(key: string, only?: EngineThread): Promise<EngineThread> {
    const idle = this.#takeIdle(key, only);
    if (idle) return Promise.resolve(idle);
    if (!only && this.#started < this.#options.threads) return this.#startThread();
    if (this.#waiting.size >= this.#options.queue) return Promise.reject(tooMany(this.#options.queue));
    return this.#wait(only);
  }

  release(thread: EngineThread): void {
    for (const waiting of this.#waiting) {
      if (waiting.only && waiting.only !== thread) continue;
      this.#waiting.delete(waiting);
      waiting.give(thread);
      return;
    }
    this.#idle.push(thread);
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((thread) => thread.close()));
  }

  /** Best the one whose last connection fits: it need not open another. */
  #takeIdle(key: string, only: EngineThread | undefined): EngineThread | undefined {
    const at = this.#idle.findLastIndex((thread) => (only ? thread === only : thread.lastKey === key));
    if (at >= 0) return this.#idle.splice(at, 1)[0];
    return only ? undefined : this.#idle.pop();
  }

  async #startThread(): Promise<EngineThread> {
    const pipe = join(this.#options.pipes, `${this.#options.name}-${this.#started++}`);
    await createPipe(pipe);
    const thread = new EngineThread(this.#options.path, pipe, this.#options.onCrash);
    this.#all.push(thread);
    await thread.ready();
    return thread;
  }

  #wait(only: EngineThread | undefined): Promise<EngineThread> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        only,
        give: (thread) => {
          clearTimeout(timer);
          resolve(thread);
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(tooMany(this.#options.queue));
      }, this.#options.waitMs);
      this.#waiting.add(waiting);
    });
  }
}

function tooMany(limit: number): WarehouseRefusal {
  return new WarehouseRefusal(
    202,
    'TOO_MANY_SIMULTANEOUS_QUERIES',
    `Too many simultaneous queries. ${limit} are waiting already`,
  );
}
