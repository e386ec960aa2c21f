export type Backoff = { next(): number; reset(): void };

/**
 * Waiting times in milliseconds: 0.5 s doubling to 15 s, each drawn from its upper half so that a thousand screens do
 * not come back in the same instant.
 */
export function createBackoff(random: () => number, first = 500, most = 15_000): Backoff {
  let attempt = 0;
  return {
    next: () => {
      const full = Math.min(first * 2 ** attempt, most);
      attempt = Math.min(attempt + 1, 10);
      return full / 2 + (full / 2) * random();
    },
    reset: () => {
      attempt = 0;
    },
  };
}
