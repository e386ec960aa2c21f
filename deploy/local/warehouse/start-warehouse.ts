import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { loadAddon } from './engine/addon.ts';
import { serve } from './http/serve.ts';
import type { Users } from './users.ts';

export type WarehouseServerOptions = { path: string; port: number; users: Users; log: Logger };
export type WarehouseServer = { port: number; url: string; stop(): Promise<void> };

/** Opens the data folder and serves it on 127.0.0.1; port 0 takes a free one. */
export async function startWarehouse(options: WarehouseServerOptions): Promise<WarehouseServer> {
  mkdirSync(options.path, { recursive: true });
  const addon = loadAddon();
  const keeper = addon.CreateConnection(options.path);
  const server = createServer((request, response) => {
    serve({ addon, path: options.path, users: options.users }, request, response).catch((thrown) =>
      options.log.error({ err: thrown }, 'a request failed'),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await closed;
    addon.CloseConnection(keeper);
  };
  return { port, url: `http://127.0.0.1:${port}`, stop };
}
