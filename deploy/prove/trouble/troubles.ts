import { execFile } from 'node:child_process';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { messageOf } from '#errors';
import type { ExerciseEngines } from '../../exercise-engines.ts';

const run = promisify(execFile);

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
  /** Leaves no room but for a few bytes. */
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
      await fillUp(ballast);
      // What a merge or a retry gives back is taken at once.
      filling = (async () => {
        for (; full; await sleep(100)) await fillUp(ballast);
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

/** Writes to the file until the disk takes no more, in ever smaller pieces. */
async function fillUp(path: string): Promise<void> {
  const file = await open(path, 'a');
  try {
    for (const size of [4 << 20, 4_096, 1]) await writeUntilFull(file, Buffer.alloc(size, 1));
  } finally {
    await file.close();
  }
}

async function writeUntilFull(file: FileHandle, block: Buffer): Promise<void> {
  try {
    for (;;) await file.write(block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
