import { dayLength } from '../days.ts';
import type { Item } from './item.ts';

const bucketLength = dayLength / 24;

/** What lies ahead, taken out in order of time. Buckets of an hour keep the sorting small. */
export class Queue {
  private readonly buckets = new Map<number, Item[]>();
  private cursor: number;

  /** @param cursor Items up to this instant are past: they are not kept. */
  constructor(cursor: number) {
    this.cursor = cursor;
  }

  readonly add = (item: Item): void => {
    if (item.at <= this.cursor) return;
    const bucket = Math.floor(item.at / bucketLength);
    const items = this.buckets.get(bucket);
    if (items) items.push(item);
    else this.buckets.set(bucket, [item]);
  };

  /** Everything after the cursor up to `to`, which becomes the cursor. */
  take(to: number): Item[] {
    const due: Item[] = [];
    const first = Math.floor(this.cursor / bucketLength);
    const last = Math.floor(to / bucketLength);
    for (const bucket of [...this.buckets.keys()]
      .filter((each) => each >= first && each <= last)
      .sort((a, b) => a - b)) {
      const items = this.buckets.get(bucket)!.sort((a, b) => a.at - b.at || a.tie - b.tie);
      let taken = 0;
      while (taken < items.length && items[taken]!.at <= to) due.push(items[taken++]!);
      if (taken === items.length) this.buckets.delete(bucket);
      else this.buckets.set(bucket, items.slice(taken));
    }
    this.cursor = Math.max(this.cursor, to);
    return due;
  }

  get size(): number {
    let size = 0;
    for (const items of this.buckets.values()) size += items.length;
    return size;
  }
}
