import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { z } from 'zod';
import { EntrepotError, explain } from '#errors';
import { startWarehouse, threadPoolSize } from './start-warehouse.ts';
import type { Users } from './users.ts';

const usage = 'UV_THREADPOOL_SIZE=16 node main.ts --path DIR --port N --users FILE [--memory BYTES]';
const log = pino({ name: 'warehouse' }, pino.destination({ dest: 2, sync: true }));

try {
  await run();
} catch (thrown) {
  if (thrown instanceof EntrepotError) process.stderr.write(`${explain(thrown)}\n`);
  else log.fatal({ err: thrown }, 'the warehouse could not start');
  process.exit(1);
}

/** Serves until a signal comes or the process that started this one has gone. */
async function run(): Promise<void> {
  const { path, port, users, memory } = readArguments();
  const limits = memory === undefined ? {} : { memory };
  const warehouse = await startWarehouse({ path, port, users: readUsers(users), log, limits });
  process.stdout.write(`${JSON.stringify({ ready: true, port: warehouse.port })}\n`);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await warehouse
      .stop()
      .catch((thrown) => log.error({ err: thrown }, 'the warehouse did not stop cleanly'));
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  process.once('disconnect', stop);
}

function readArguments(): { path: string; port: number; users: string; memory: number | undefined } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { path: text, port: text, users: text, memory: text } });
  const port = Number(values.port);
  const memory = values.memory === undefined ? undefined : Number(values.memory);
  if (!values.path || !values.users || !(port >= 0 && port < 65536) || Number.isNaN(memory)) {
    throw new EntrepotError('CONFIG_INVALID', 'The warehouse needs a folder, a port and a file of users.', {
      asked: process.argv.slice(2).join(' '),
      fix: usage,
    });
  }
  // Every statement blocks a thread of this pool; with the usual four, statements would wait for each other.
  if (Number(process.env.UV_THREADPOOL_SIZE ?? 4) < threadPoolSize) {
    throw new EntrepotError('CONFIG_INVALID', `UV_THREADPOOL_SIZE must be ${threadPoolSize} or more.`, {
      asked: process.env.UV_THREADPOOL_SIZE,
      fix: usage,
    });
  }
  return { path: values.path, port, users: values.users, memory };
}

function readUsers(file: string): Users {
  const shape = z.record(
    z.string(),
    z.object({ password: z.string().min(1), access: z.enum(['full', 'read']) }),
  );
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new EntrepotError('CONFIG_INVALID', `The users in ${file} cannot be read.`, {
      asked: file,
      fix: 'Write {"name": {"password": "…", "access": "full" or "read"}}.',
      cause,
    });
  }
}
