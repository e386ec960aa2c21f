import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import { backoff } from './backoff.ts';

export type Persevering = {
  /** What is tried, for the log. */
  what: string;
  log: Logger;
  signal: AbortSignal;
  /** Told of every attempt that failed. */
  troubled(error: unknown): void;
};

/**
 * Tries until it succeeds, waiting ever longer in between.
 *
 * @throws the last error, or AbortError, once the signal fires.
 */
export async function persevere<T>(options: Persevering, attempt: () => Promise<T>): Promise<T> {
  const { what, log, signal, troubled } = options;
  for (let tries = 1; ; tries++) {
    try {
      signal.throwIfAborted();
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw error;
      troubled(error);
      log.warn({ error: messageOf(error), tries }, `${what} failed`);
      await sleep(backoff(tries), undefined, { signal });
    }
  }
}
