import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { EntrepotError, messageOf } from '#errors';
import { type Kept, keepRunning, type Running } from './keep-running.ts';
import { writeProcessTable } from './process-table.ts';

export type KeptProcesses = {
  /** Starts a process and keeps it running; `mark` is a text that only its command line holds. */
  keep(name: string, mark: string, begin: () => Promise<Running>): Promise<Kept>;
  /** Stops all, the last started first, also those that are only just starting. */
  stop(): Promise<void>;
};

/** The processes of one installation, written down in its data folder whenever one comes or goes. */
export function keepProcesses(dataDir: string, url: string, log: Logger): KeptProcesses {
  const kept: { process: Kept; mark: string }[] = [];
  const starting = new Set<Promise<unknown>>();
  let stopping = false;
  let written = Promise.resolve();

  // One after the other: each write replaces the file as a whole.
  const write = () => {
    const children = kept.flatMap(({ process: { name, pid }, mark }) => (pid ? [{ name, pid, mark }] : []));
    written = written
      .then(() => writeProcessTable(dataDir, { supervisor: process.pid, url, children }))
      .catch((error: unknown) => log.error(`The table of processes was not written: ${messageOf(error)}`));
  };

  return {
    keep: (name, mark, begin) => {
      const begun = (async () => {
        const running = await keepRunning(name, begin, log, write);
        if (stopping) await running.stop();
        else kept.push({ process: running, mark });
        write();
        return running;
      })();
      starting.add(begun);
      return begun.finally(() => starting.delete(begun));
    },
    stop: async () => {
      stopping = true;
      await Promise.allSettled(starting);
      for (const { process: running } of kept.reverse()) await running.stop();
      await written;
      await rm(join(dataDir, 'processes.json'), { force: true });
    },
  };
}

/** Rejects with the end of its log when a process keeps ending while its start is waited for. */
export async function refuseRepeatedFailure(
  kept: Kept,
  dataDir: string,
  signal: AbortSignal,
): Promise<never> {
  while (kept.restarts < 3) {
    await sleep(500, undefined, { signal });
  }
  const file = join(dataDir, 'logs', `${kept.name}.log`);
  const tail = (await readFile(file, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-3).join('\n');
  throw new EntrepotError('PROCESS_FAILED', `The ${kept.name} keeps ending.\n${tail.slice(-2_000)}`, {
    fix: `Read ${file}; its last lines are above.`,
  });
}
