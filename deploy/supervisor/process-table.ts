import { execFile } from 'node:child_process';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** Processes of one installation, as written in its data folder: who supervises and what was started. */
const tableShape = z.object({
  supervisor: z.number().int(),
  url: z.string(),
  /** Name, process id and a text its command line must contain to be the one we started. */
  children: z.array(z.object({ name: z.string(), pid: z.number().int(), mark: z.string() })),
});
export type ProcessTable = z.infer<typeof tableShape>;

const fileOf = (dataDir: string) => join(dataDir, 'processes.json');

export async function readProcessTable(dataDir: string): Promise<ProcessTable | undefined> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = tableShape.safeParse(safeJson(text));
  // A table cut off by a power failure tells nothing; what still runs then shows by its port or its lock.
  return parsed.success ? parsed.data : undefined;
}

export async function writeProcessTable(dataDir: string, table: ProcessTable): Promise<void> {
  const file = fileOf(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(table, null, 1));
  await rename(`${file}.new`, file);
}

/** Whether the process lives and its command line carries the mark; a reused id does not count. */
export async function isRunning(pid: number, mark: string): Promise<boolean> {
  return (await commandOf(pid)).includes(mark);
}

/** Ends what a supervisor that died left behind; returns the names. */
export async function endLeftovers(table: ProcessTable): Promise<string[]> {
  const ended: string[] = [];
  for (const child of table.children) {
    if (!(await isRunning(child.pid, child.mark))) continue;
    process.kill(child.pid, 'SIGTERM');
    const deadline = Date.now() + 15_000;
    while (Date.now() < deadline && (await isRunning(child.pid, child.mark))) await sleep(100);
    if (await isRunning(child.pid, child.mark)) process.kill(child.pid, 'SIGKILL');
    ended.push(child.name);
  }
  return ended;
}

async function commandOf(pid: number): Promise<string> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return stdout;
  } catch {
    // `ps` exits with 1 where there is no such process.
    return '';
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
