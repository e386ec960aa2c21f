import { join } from 'node:path';
import { WarehouseRefusal } from '../http/refusal.ts';
import type { Addon } from './addon.ts';
import { createPipe } from './pipe.ts';
import { Slot } from './slot.ts';

export type LaneOptions = {
  addon: Addon;
  path: string;
  /** Folder of the slots' pipes, and the lane's name in it. */
  pipes: string;
  name: string;
  /** Statements at a time. */
  slots: number;
  /** Statements that may wait for a slot; more are refused. */
  queue: number;
  waitMs: number;
};

type Waiting = { only: Slot | undefined; give(slot: Slot): void };

/** Slots of one purpose, started as they are needed, and those who wait for one. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #all: Slot[] = [];
  #started = 0;
  readonly #idle: Slot[] = [];
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

  /** Makes a slot before anyone needs it. */
  async warm(): Promise<void> {
    this.release(await this.#addSlot());
  }

  /** A slot for the caller alone, until it is released. */
  acquire(key: string, only?: Slot): Promise<Slot> {
    const idle = this.#takeIdle(key, only);
    if (idle) return Promise.resolve(idle);
    if (!only && this.#started < this.#options.slots) return this.#addSlot();
    if (this.#waiting.size >= this.#options.queue) return Promise.reject(tooMany(this.#options.queue));
    return this.#wait(only);
  }

  release(slot: Slot): void {
    for (const waiting of this.#waiting) {
      if (waiting.only && waiting.only !== slot) continue;
      this.#waiting.delete(waiting);
      waiting.give(slot);
      return;
    }
    this.#idle.push(slot);
  }

  close(): void {
    for (const slot of this.#all) slot.close();
  }

  /** Best the one whose last connection fits: it need not open another. */
  #takeIdle(key: string, only: Slot | undefined): Slot | undefined {
    const at = this.#idle.findLastIndex((slot) => (only ? slot === only : slot.lastKey === key));
    if (at >= 0) return this.#idle.splice(at, 1)[0];
    return only ? undefined : this.#idle.pop();
  }

  async #addSlot(): Promise<Slot> {
    const pipe = join(this.#options.pipes, `${this.#options.name}-${this.#started++}`);
    await createPipe(pipe);
    const slot = new Slot(this.#options.addon, this.#options.path, pipe);
    this.#all.push(slot);
    return slot;
  }

  #wait(only: Slot | undefined): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        only,
        give: (slot) => {
          clearTimeout(timer);
          resolve(slot);
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
