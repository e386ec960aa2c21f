import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { EntrepotError } from '#errors';
import { Engine } from './engine/engine.ts';
import { BodyBudget } from './http/body.ts';
import { type Serving, serve } from './http/serve.ts';
import { Sessions } from './http/sessions.ts';
import type { Users } from './users.ts';

export type WarehouseLimits = {
  /** Bytes all statements may use together; half of the machine's memory unless told, at most 8 GB. */
  memory: number;
  /** Statements at a time: queries and DDL, inserts of bodies, statements in sessions. */
  slots: { queries: number; inserts: number; sessions: number };
  /** Statements of one kind that may wait for a slot, and for how long. */
  queue: number;
  waitMs: number;
  /** Bytes of one request's body, decompressed, and of all bodies being received. */
  body: number;
  bodies: number;
};

export type WarehouseServerOptions = {
  path: string;
  /** 0 takes a free one. */
  port: number;
  users: Users;
  log: Logger;
  limits?: Partial<WarehouseLimits>;
};

export type WarehouseServer = { port: number; url: string; stop(): Promise<void> };

const defaultLimits: WarehouseLimits = {
  memory: Math.min(totalmem() / 2, 8 * 2 ** 30),
  slots: { queries: 6, inserts: 4, sessions: 2 },
  queue: 200,
  waitMs: 60_000,
  body: 512 * 2 ** 20,
  bodies: 1024 * 2 ** 20,
};

/** Threads of libuv's pool: one for each slot, and some for files and zlib. */
export const threadPoolSize = 16;

/**
 * Opens the data folder and serves it on 127.0.0.1. One per process: the engine opens one folder in a process's life.
 * UV_THREADPOOL_SIZE must be 16 or more when the process starts.
 */
export async function startWarehouse(options: WarehouseServerOptions): Promise<WarehouseServer> {
  const limits = { ...defaultLimits, ...options.limits };
  const engine = await Engine.open({
    path: options.path,
    limits: { memory: Math.floor(limits.memory) },
    slots: limits.slots,
    queue: limits.queue,
    waitMs: limits.waitMs,
  });
  const serving: Serving = {
    engine,
    sessions: new Sessions(engine),
    users: options.users,
    bodies: new BodyBudget(limits.body, limits.bodies),
    running: new Set(),
    log: options.log,
  };
  const server = createServer((request, response) => void serve(serving, request, response));
  // A large body over a slow line takes its time; an idle connection may be used again for a while.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 30_000;
  const port = await listen(server, options.port);
  options.log.info({ port, engine: engine.version, path: options.path }, 'the warehouse serves');
  return { port, url: `http://127.0.0.1:${port}`, stop: () => stop(server, serving) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new EntrepotError(
              'PORT_TAKEN',
              `Port ${port}, wanted for the warehouse, is held by another program.`,
              {
                asked: String(port),
                fix: 'End that program, or choose another port with ENTREPOT_WAREHOUSE_PORT.',
                cause,
              },
            )
          : cause,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Lets what runs finish for ten seconds, then hangs up, which ends queries. */
async function stop(server: Server, serving: Serving): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const inTime = await Promise.race([closed.then(() => true), sleep(10_000, false, { ref: false })]);
  if (!inTime) server.closeAllConnections();
  const until = Date.now() + 5_000;
  while (serving.running.size > 0 && Date.now() < until) await sleep(20);
  if (serving.running.size === 0) serving.engine.close();
  else serving.log.warn({ running: serving.running.size }, 'statements were still running at the end');
}
