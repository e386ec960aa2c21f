import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export type Running = { process: ChildProcess; stop(): Promise<void> };

export type Kept = {
  readonly name: string;
  readonly pid: number | undefined;
  /** How often it has been started again. */
  readonly restarts: number;
  stop(): Promise<void>;
};

const longestPauseMs = 15_000;
const healthyAfterMs = 30_000;

/**
 * Starts a process and starts it again whenever it ends by itself, after a pause that doubles while it keeps failing.
 * The first start must succeed; its error is the caller's.
 */
export async function keepRunning(
  name: string,
  start: () => Promise<Running>,
  log: Logger,
  onChange: () => void,
): Promise<Kept> {
  let current: Running | undefined = await start();
  let stopping = false;
  let pauseMs = 500;
  let restarts = 0;

  const watch = (running: Running, since: number) => {
    running.process.once('exit', (code, signal) => {
      current = undefined;
      if (stopping) return;
      if (Date.now() - since > healthyAfterMs) pauseMs = 500;
      log.warn({ process: name, code, signal, pauseMs }, 'a process ended and is started again');
      void startAgain();
    });
  };

  const startAgain = async () => {
    while (!stopping) {
      await sleep(pauseMs);
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      if (stopping) return;
      restarts++;
      try {
        const since = Date.now();
        const running = await start();
        if (stopping) return void (await running.stop());
        current = running;
        watch(running, since);
        onChange();
        return;
      } catch (error) {
        log.error({ process: name, err: error }, 'a process could not be started again');
      }
    }
  };

  watch(current, Date.now());
  onChange();
  return {
    name,
    get pid() {
      return current?.process.pid;
    },
    get restarts() {
      return restarts;
    },
    stop: async () => {
      stopping = true;
      await current?.stop();
    },
  };
}
