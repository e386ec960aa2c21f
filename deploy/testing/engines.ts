import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readEnvironment } from '../environment.ts';
import { startBroker } from '../local/kafka/broker.ts';
import { ensureKafkaJars } from '../local/kafka/jars.ts';
import { findJava } from '../local/kafka/java.ts';
import { freePort } from '../local/ports.ts';
import { spawnWarehouse } from '../local/spawn-warehouse.ts';

/** Where the engines of one test run are, and how to log in. */
export type Engines = {
  warehouseUrl: string;
  user: string;
  password: string;
  readerUser: string;
  readerPassword: string;
  kafkaBrokers: string[];
  /** Folder that goes with the run, for files of tests. */
  folder: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    engines: Engines;
  }
}

/** Vitest's global set-up: one real Kafka and one real ClickHouse engine for every file of the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engines = await startEngines();
  project.provide('engines', engines.where);
  return engines.stop;
}

/** Starts both engines in a folder of their own; `stop` ends them and removes it. */
export async function startEngines(): Promise<{ where: Engines; stop(): Promise<void> }> {
  const environment = readEnvironment();
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-test-'));
  const users = {
    platform: { password: 'platform', access: 'full' },
    reader: { password: 'reader', access: 'read' },
  };
  const usersFile = join(folder, 'users.json');
  await writeFile(usersFile, JSON.stringify(users), { mode: 0o600 });
  const jars = await ensureKafkaJars(environment.cacheDir);
  const java = await findJava(environment.javaHome);
  const broker = await startBroker({ jars, java, dataDir: join(folder, 'kafka'), port: await freePort() });
  const warehouse = await spawnWarehouse({ path: join(folder, 'warehouse'), port: 0, usersFile }).catch(
    async (error: unknown) => {
      await broker.stop();
      throw error;
    },
  );
  const where: Engines = {
    warehouseUrl: warehouse.url,
    user: 'platform',
    password: users.platform.password,
    readerUser: 'reader',
    readerPassword: users.reader.password,
    kafkaBrokers: [broker.address],
    folder,
  };
  const stop = async () => {
    await Promise.allSettled([broker.stop(), warehouse.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
  return { where, stop };
}
