import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './environment.ts';
import { type Cluster, startCluster } from './local/kafka/cluster.ts';
import { ensureKafkaJars } from './local/kafka/jars.ts';
import { findJava } from './local/kafka/java.ts';
import { freePort } from './local/ports.ts';
import { spawnWarehouse, type WarehouseProcess } from './local/spawn-warehouse.ts';

export type ExerciseEngines = {
  brokers: string[];
  warehouseUrl: string;
  user: string;
  password: string;
  /** A folder that goes with the engines. */
  folder: string;
  kafka: Cluster;
  /** The warehouse's process as it is now. */
  warehouse(): WarehouseProcess;
  /** Starts the warehouse again on the same data and port after it was killed. */
  restartWarehouse(): Promise<void>;
  stop(): Promise<void>;
};

export type ExerciseOptions = {
  brokers?: number;
  /** Called with the warehouse's folder before it starts; what it returns, after it has ended. */
  prepareWarehouse?(folder: string): Promise<() => Promise<void>>;
};

/** A Kafka and a warehouse of their own for a proof or a measurement, whose processes can be reached. */
export async function startExerciseEngines({
  brokers = 1,
  prepareWarehouse,
}: ExerciseOptions = {}): Promise<ExerciseEngines> {
  const environment = readEnvironment();
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-exercise-'));
  const usersFile = join(folder, 'users.json');
  const password = 'platform';
  await writeFile(usersFile, JSON.stringify({ platform: { password, access: 'full' } }), { mode: 0o600 });
  const jars = await ensureKafkaJars(environment.cacheDir);
  const java = await findJava(environment.javaHome);
  const port = await freePort();
  const start = () => spawnWarehouse({ path: join(folder, 'warehouse'), port, usersFile });
  const kafka = await startCluster({ jars, java, dataDir: join(folder, 'kafka') }, brokers);
  const undo = await prepareWarehouse?.(join(folder, 'warehouse'));
  let warehouse = await start();
  return {
    brokers: kafka.addresses,
    kafka,
    warehouseUrl: warehouse.url,
    user: 'platform',
    password,
    folder,
    warehouse: () => warehouse,
    restartWarehouse: async () => {
      warehouse = await start();
    },
    stop: async () => {
      await Promise.allSettled([kafka.stop(), warehouse.stop()]);
      await undo?.();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
