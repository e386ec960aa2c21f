import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EntrepotError } from '#errors';
import { stopProcess } from '../supervisor/spawn-node.ts';

export type WarehouseProcess = {
  url: string;
  port: number;
  process: ChildProcess;
  stop(): Promise<void>;
};

const program = fileURLToPath(new URL('./warehouse/main.ts', import.meta.url));

/** Starts the embedded warehouse as a process of its own and waits until it serves. Port 0 takes a free one. */
export async function spawnWarehouse(options: {
  path: string;
  port: number;
  usersFile: string;
  startTimeoutMs?: number;
}): Promise<WarehouseProcess> {
  const child = spawn(
    process.execPath,
    [program, '--path', options.path, '--port', String(options.port), '--users', options.usersFile],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, UV_THREADPOOL_SIZE: '16' } },
  );
  const port = await untilReady(child, options.startTimeoutMs ?? 120_000);
  return { url: `http://127.0.0.1:${port}`, port, process: child, stop: () => stopProcess(child) };
}

async function untilReady(child: ChildProcess, timeoutMs: number): Promise<number> {
  const errors: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.splice(0, errors.length - 20, text));
  const ready = new Promise<number>((resolve, reject) => {
    const lines = createInterface({ input: child.stdout! });
    lines.on('line', (line) => {
      const port = readyPort(line);
      if (port !== undefined) resolve(port);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(
        new EntrepotError(
          'PROCESS_FAILED',
          `The warehouse ended while starting (${signal ?? code}).\n${errors.join('')}`,
        ),
      ),
    );
  });
  const patience = new AbortController();
  const late = sleep(timeoutMs, undefined, { ref: false, signal: patience.signal }).then(() => {
    child.kill('SIGKILL');
    throw new EntrepotError('PROCESS_FAILED', `The warehouse did not answer in ${timeoutMs / 1000} s.`);
  });
  // Once the race is over nobody waits for the loser, and its timer must not end a warehouse that serves.
  late.catch(() => undefined);
  try {
    return await Promise.race([ready, late]);
  } finally {
    patience.abort();
  }
}

function readyPort(line: string): number | undefined {
  if (!line.startsWith('{"ready":true')) return undefined;
  return (JSON.parse(line) as { port: number }).port;
}
