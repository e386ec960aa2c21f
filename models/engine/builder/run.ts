import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { EntrepotError, messageOf } from '#errors';
import { answerRequests } from './operations.ts';
import type { BuilderSession } from './session.ts';

export type BuilderStatus = {
  state: 'waiting' | 'building' | 'stopped';
  /** How many times every model has had its turn; what was stored before one began is in the models after it. */
  passes: number;
  /** Duration of the last round that found nothing, ms. */
  idleTickMs: number;
  lastError: string;
};

export type BuilderRole = {
  stop(): Promise<void>;
  /** Rejects when the role cannot go on by itself. */
  failed: Promise<never>;
  status(): BuilderStatus;
};

const tickMs = 200;
const lookAtFilesMs = 1_000;
const waitForLeaseMs = 2_000;

/**
 * Ticks for as long as the lease is held, waits for it otherwise, and begins again at what is recorded whenever the
 * warehouse was away. Only a defect of the platform ends it.
 */
export function runBuilder(session: BuilderSession, { log }: { log: Logger }): BuilderRole {
  const stopping = new AbortController();
  const status: BuilderStatus = { state: 'waiting', passes: 0, idleTickMs: 0, lastError: '' };
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await session.exclusively(() => keepTicking(session, status, stopping.signal, pause));
      } catch (error) {
        if (!(error instanceof EntrepotError)) throw error;
        const waits = error.code === 'FENCED';
        const isNews = status.lastError !== error.message;
        status.lastError = waits ? '' : messageOf(error);
        if (isNews && !waits) log.warn({ err: error }, 'building the models was interrupted');
      }
      status.state = 'waiting';
      await pause(waitForLeaseMs);
    }
    status.state = 'stopped';
  };
  const ended = loop();
  const failed = ended.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return {
    stop: async () => {
      stopping.abort();
      // A failure is told by `failed`.
      await Promise.allSettled([ended]);
    },
    failed,
    status: () => ({ ...status }),
  };
}

async function keepTicking(
  session: BuilderSession,
  status: BuilderStatus,
  stopping: AbortSignal,
  pause: (ms: number) => Promise<unknown>,
): Promise<void> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let pass = Promise.resolve();
  let isPassing = false;
  status.state = 'building';
  try {
    while (!stopping.aborted) {
      const started = performance.now();
      if (failure) throw failure;
      await session.lease.hold();
      if (started - lookedAt >= lookAtFilesMs) {
        await session.live.refresh();
        await answerRequests(session);
        lookedAt = started;
      }
      const before = performance.now();
      const { done } = await session.begin(false);
      const ended = done.then(
        (runs) => {
          status.lastError = '';
          if (runs.length === 0) status.idleTickMs = performance.now() - before;
        },
        (error: unknown) => {
          failure ??= error;
        },
      );
      if (!isPassing) {
        isPassing = true;
        pass = Promise.all([ended, session.turn()]).then(() => {
          isPassing = false;
          status.passes++;
        });
      }
      await pause(Math.max(0, tickMs - (performance.now() - started)));
    }
  } finally {
    await session.settle();
    await pass;
  }
  if (failure) throw failure;
}
