/** Timers as a page has them; handed in so that tests need not wait. */
export type Timers = {
  after(ms: number, run: () => void): unknown;
  cancel(handle: unknown): void;
};

export type Paced<Value> = { push(value: Value): void; stop(): void };

export const pageTimers: Timers = {
  after: (ms, run) => setTimeout(run, ms),
  cancel: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/**
 * Draws at most once in `ms`: the first value at once, then the latest of each stretch. What nobody could have seen is
 * never drawn, and the last value always is.
 */
export function paced<Value>(
  ms: number,
  draw: (value: Value) => void,
  timers: Timers = pageTimers,
): Paced<Value> {
  let waiting: { value: Value } | undefined;
  let handle: unknown;
  const open = () => {
    handle = undefined;
    if (waiting === undefined) return;
    const { value } = waiting;
    waiting = undefined;
    handle = timers.after(ms, open);
    draw(value);
  };
  return {
    push(value) {
      waiting = { value };
      if (handle === undefined) open();
    },
    stop() {
      if (handle !== undefined) timers.cancel(handle);
      waiting = undefined;
    },
  };
}
