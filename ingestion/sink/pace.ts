/** How long rows may wait for company before they are inserted, and how many inserts run at a time. */
export type Pace = {
  /** Milliseconds a partition's oldest row waits at most before its batch is sent. */
  interval(): number;
  /** Runs an insert when there is room for it, and learns from how long it takes. */
  run<T>(insert: () => Promise<T>): Promise<T>;
};

export type PaceOptions = { minimumMs: number; maximumMs: number; atOnce: number };

/** Share of the warehouse's time that small inserts may take. */
const share = 0.5;

/**
 * Batches are small and quick while little arrives, and grow with the load: with many partitions the wait becomes as
 * long as it takes for their inserts to fill no more than half of the time.
 */
export function createPace({ minimumMs, maximumMs, atOnce }: PaceOptions): Pace {
  let running = 0;
  let busyMs = 0;
  let since = performance.now();
  let wait = minimumMs;
  const waiting: (() => void)[] = [];

  /** Adjusts once a second by what the inserts of that second took. */
  const learn = (tookMs: number) => {
    busyMs += tookMs;
    const span = performance.now() - since;
    if (span < 1_000) return;
    const load = busyMs / span / atOnce;
    wait = Math.min(maximumMs, Math.max(minimumMs, (wait * load) / share));
    busyMs = 0;
    since = performance.now();
  };

  return {
    interval: () => wait,
    run: async (insert) => {
      if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
      else running++;
      const started = performance.now();
      try {
        return await insert();
      } finally {
        learn(performance.now() - started);
        const next = waiting.shift();
        if (next) next();
        else running--;
      }
    },
  };
}
