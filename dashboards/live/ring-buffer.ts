/** The last `capacity` items, oldest dropped first, without allocating after construction. */
export class RingBuffer<Item> {
  readonly #items: (Item | undefined)[];
  #next = 0;
  #size = 0;

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`A ring buffer needs a capacity of at least 1, not ${capacity}.`);
    }
    this.#items = new Array<Item | undefined>(capacity).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  push(item: Item): void {
    this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % this.#items.length;
    this.#size = Math.min(this.#size + 1, this.#items.length);
  }

  /** The item `back` places before the newest (0 is the newest); undefined beyond the oldest. */
  at(back: number): Item | undefined {
    if (back < 0 || back >= this.#size) return undefined;
    const capacity = this.#items.length;
    return this.#items[(this.#next - 1 - back + 2 * capacity) % capacity];
  }

  some(test: (item: Item) => boolean): boolean {
    for (let back = 0; back < this.#size; back++) if (test(this.at(back) as Item)) return true;
    return false;
  }
}
