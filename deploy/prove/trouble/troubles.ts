import { execFile } from 'node:child_process';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { messageOf } from '#errors';
import type { ExerciseEngines } from '../../exercise-engines.ts';

const run = promisify(execFile);

/** Room that a full disk has left: none for inserts, some for the engine's own housekeeping. */
const leftBytes = 64 << 20;

/** Something that goes wrong for a while. */
export type Trouble = {
  name: string;
  /** Whether nothing can be stored meanwhile although Kafka is there: then an alert must say so. */
  alerts: boolean;
  begin(): Promise<void>;
  end(): Promise<void>;
};

/** Every trouble; the disk fills up only where it is one of the exercise's own. */
export function troublesOf(engines: ExerciseEngines, disk: SmallDisk | undefined): Trouble[] {
  const kill = async () => {
    const { process: child } = engines.warehouse();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const signal = (pid: () => number | undefined, name: NodeJS.Signals) => async () => {
    process.kill(pid()!, name);
  };
  const warehouse = () => engines.warehouse().process.pid;
  const broker = () => engines.kafka.broker(0).process.pid;
  return [
    { name: 'the warehouse is away', alerts: true, begin: kill, end: () => engines.restartWarehouse() },
    {
      name: 'the warehouse does not answer',
      alerts: true,
      begin: signal(warehouse, 'SIGSTOP'),
      end: signal(warehouse, 'SIGCONT'),
    },
    {
      name: 'the broker does not answer',
      alerts: false,
      begin: signal(broker, 'SIGSTOP'),
      end: signal(broker, 'SIGCONT'),
    },
    ...(disk ? [{ name: 'the disk is full', alerts: true, begin: disk.fill, end: disk.clear }] : []),
  ];
}

export type SmallDisk = {
  /** Leaves little room, whatever is given back. */
  fill(): Promise<void>;
  clear(): Promise<void>;
  unmount(): Promise<void>;
};

/** A disk of limited size in the place of a folder; undefined, with the reason told, where this account may not mount one. */
export async function mountSmallDisk(
  folder: string,
  megabytes: number,
  say: (line: string) => void,
): Promise<SmallDisk | undefined> {
  await mkdir(folder, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  } catch (error) {
    say(`SKIPPED the disk is full: this account may not mount a disk (${messageOf(error).trim()})`);
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  let full = false;
  let filling = Promise.resolve();
  return {
    fill: async () => {
      full = true;
      await fillUp(folder, ballast);
      // What a merge or a retry gives back is taken at once.
      filling = (async () => {
        for (; full; await sleep(100)) await fillUp(folder, ballast);
      })();
    },
    clear: async () => {
      full = false;
      await filling;
      await rm(ballast, { force: true });
    },
    unmount: async () => {
      await run('umount', ['-l', folder]);
    },
  };
}

/** Lengthens the file until the disk has little room left. */
async function fillUp(folder: string, path: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const excess = bavail * bsize - leftBytes;
  if (excess <= 0) return;
  const file = await open(path, 'a');
  const block = Buffer.alloc(1 << 20, 1);
  try {
    for (let left = excess; left > 0; left -= block.length) await file.write(block);
  } finally {
    await file.close();
  }
}
