import { setTimeout as sleep } from 'node:timers/promises';

/** Lets callers through one after another, `perSecond` at most; each waits for its turn. */
export function rateLimit(perSecond: number, now: () => number = () => performance.now()) {
  const gap = 1_000 / perSecond;
  let free = 0;
  return async (signal: AbortSignal): Promise<void> => {
    const turn = Math.max(free, now());
    free = turn + gap;
    const wait = turn - now();
    if (wait > 0) await sleep(wait, undefined, { signal });
  };
}
