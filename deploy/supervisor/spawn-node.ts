import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, renameSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from './keep-running.ts';

const largestLogBytes = 20 * 1024 ** 2;

export type NodeProgram = {
  /** Name of the log file. */
  name: string;
  file: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  dataDir: string;
  /** Messages the program sends over its channel. */
  onMessage?: (message: unknown) => void;
};

/**
 * Starts one of our own programs with its output in `<data>/logs/<name>.log`. The program ends by itself when the
 * channel to this process closes, so that a killed supervisor leaves nothing running.
 */
export async function spawnNode(program: NodeProgram): Promise<Running> {
  const log = await openLog(program.dataDir, program.name);
  const child = spawn(process.execPath, [program.file, ...(program.args ?? [])], {
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', ...program.env },
  });
  if (program.onMessage) child.on('message', program.onMessage);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  return { process: child, stop: () => stopProcess(child) };
}

/** The descriptor of a log file to append to; a large one becomes `<name>.log.1` first. */
export async function openLog(dataDir: string, name: string): Promise<number> {
  const folder = join(dataDir, 'logs');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.log`);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLogBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

export async function stopProcess(child: ChildProcess, patienceMs = 20_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const inTime = await Promise.race([ended.then(() => true), sleep(patienceMs, false, { ref: false })]);
  if (!inTime) child.kill('SIGKILL');
  await ended;
}
