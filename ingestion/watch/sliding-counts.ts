const minuteMs = 60_000;

/** Counts per series and minute of event time, over the last minutes. */
export class SlidingCounts {
  readonly #series = new Map<string, { bins: Float64Array; last: number }>();
  readonly #minutes: number;

  /** @param minutes how far back is counted */
  constructor(minutes: number) {
    this.#minutes = minutes;
  }

  get size(): number {
    return this.#series.size;
  }

  /** Adds to the minute of `at` (ms). What is older than the newest of its series by more than the span is left out. */
  add(key: string, at: number, amount: number): void {
    const minute = Math.floor(at / minuteMs);
    let series = this.#series.get(key);
    if (!series) {
      series = { bins: new Float64Array(this.#minutes), last: minute };
      this.#series.set(key, series);
    }
    if (minute <= series.last - this.#minutes) return;
    for (; series.last < minute; ) {
      const empty = minute - series.last >= this.#minutes;
      series.last = empty ? minute : series.last + 1;
      if (empty) series.bins.fill(0);
      else series.bins[series.last % this.#minutes] = 0;
    }
    series.bins[minute % this.#minutes]! += amount;
  }

  /** The count of the last `minutes` minutes, that of `at` included. */
  within(key: string, at: number, minutes: number): number {
    const series = this.#series.get(key);
    if (!series) return 0;
    const minute = Math.floor(at / minuteMs);
    const first = Math.max(minute - Math.min(minutes, this.#minutes) + 1, series.last - this.#minutes + 1);
    let sum = 0;
    for (let each = first; each <= Math.min(minute, series.last); each++) {
      sum += series.bins[each % this.#minutes]!;
    }
    return sum;
  }

  /** Forgets series that had nothing since `before` (ms). */
  forget(before: number): void {
    for (const [key, { last }] of this.#series) {
      if ((last + 1) * minuteMs <= before) this.#series.delete(key);
    }
  }
}
