/** 0.1 s doubling to 10 s, with half of it at random so that partitions do not come back all at once. */
export function backoff(attempt: number): number {
  const whole = Math.min(10_000, 100 * 2 ** Math.min(attempt - 1, 10));
  return whole / 2 + (whole / 2) * Math.random();
}
