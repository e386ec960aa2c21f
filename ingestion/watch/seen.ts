import { hash } from 'node:crypto';

/** Remembers ids for a while of event time, eight bytes each, so that an event delivered again is not counted again. */
export class Seen {
  readonly #epochs = new Map<number, Set<number>>();
  readonly #epochMs: number;

  constructor(epochMs = 600_000) {
    this.#epochMs = epochMs;
  }

  /** True the first time. Ids are told apart by 52 bits of their digest. */
  first(id: string, at: number): boolean {
    const epoch = Math.floor(at / this.#epochMs);
    let ids = this.#epochs.get(epoch);
    if (!ids) {
      ids = new Set();
      this.#epochs.set(epoch, ids);
    }
    const before = ids.size;
    ids.add(Number.parseInt(hash('sha1', id, 'hex').slice(0, 13), 16));
    return ids.size > before;
  }

  forget(before: number): void {
    for (const epoch of this.#epochs.keys()) {
      if ((epoch + 1) * this.#epochMs <= before) this.#epochs.delete(epoch);
    }
  }
}
