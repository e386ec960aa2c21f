import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import { spawnWarehouse, type WarehouseProcess } from '../spawn-warehouse.ts';

export type Answer = { status: number; headers: Headers; text: string };

/** A warehouse in a folder of its own, for tests that kill it or look at its wire. */
export class TestServer {
  server: WarehouseProcess;
  readonly #folder: string;

  private constructor(folder: string, server: WarehouseProcess) {
    this.#folder = folder;
    this.server = server;
  }

  static async start(): Promise<TestServer> {
    const folder = await mkdtemp(join(tmpdir(), 'entrepot-warehouse-'));
    const users = { platform: { password: 'p', access: 'full' }, reader: { password: 'r', access: 'read' } };
    await writeFile(join(folder, 'users.json'), JSON.stringify(users));
    return new TestServer(folder, await spawnIn(folder));
  }

  get url(): string {
    return this.server.url;
  }

  /** Another process on the same folder. */
  async spawnAgain(): Promise<void> {
    this.server = await spawnIn(this.#folder);
  }

  async ask(
    body: string | Uint8Array,
    address: Record<string, string> = {},
    headers: Record<string, string> = {},
    user = 'platform',
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/?${new URLSearchParams(address)}`, {
      method: 'POST',
      body: body as BodyInit,
      headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': user === 'platform' ? 'p' : 'r', ...headers },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  client(settings = {}): ReturnType<typeof createClient> {
    return createClient({ url: this.url, username: 'platform', password: 'p', ...settings });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function spawnIn(folder: string): Promise<WarehouseProcess> {
  return spawnWarehouse({ path: join(folder, 'data'), port: 0, usersFile: join(folder, 'users.json') });
}
