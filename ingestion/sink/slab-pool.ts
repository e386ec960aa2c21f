import { Slab } from './slab.ts';

/** Slabs that wait to be used again, so that steady load allocates nothing. */
export class SlabPool {
  readonly #free: Slab[] = [];
  readonly #keep: number;

  constructor(keep = 8) {
    this.#keep = keep;
  }

  take(): Slab {
    return this.#free.pop() ?? new Slab();
  }

  giveBack(slab: Slab): void {
    slab.clear();
    if (this.#free.length < this.#keep) this.#free.push(slab);
  }
}
