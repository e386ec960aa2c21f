export type Paced<Value> = { push(value: Value): void; stop(): void };

/**
 * Draws at most once in `ms`: the first value at once, then the latest of each stretch. What nobody could have seen is
 * never drawn, and the last value always is.
 */
export function paced<Value>(ms: number, draw: (value: Value) => void): Paced<Value> {
  let waiting: { value: Value } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    timer = undefined;
    if (waiting === undefined) return;
    const { value } = waiting;
    waiting = undefined;
    timer = setTimeout(open, ms);
    draw(value);
  };
  return {
    push(value) {
      waiting = { value };
      if (timer === undefined) open();
    },
    stop() {
      clearTimeout(timer);
      waiting = undefined;
    },
  };
}
