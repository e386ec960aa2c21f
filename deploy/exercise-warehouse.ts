import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { spawnWarehouse } from './local/spawn-warehouse.ts';

/** A warehouse of its own, without Kafka, for a proof or a measurement whose rows are made in the engine. */
export async function startExerciseWarehouse(): Promise<{ warehouse: Warehouse; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-exercise-'));
  const usersFile = join(folder, 'users.json');
  const [user, password] = ['platform', 'platform'];
  await writeFile(usersFile, JSON.stringify({ [user]: { password, access: 'full' } }), { mode: 0o600 });
  const engine = await spawnWarehouse({ path: join(folder, 'warehouse'), port: 0, usersFile });
  const access = { url: engine.url, user, password };
  const system = connectWarehouse({ ...access, database: 'default' });
  await system.command('CREATE DATABASE exercise');
  await system.close();
  const warehouse = connectWarehouse({ ...access, database: 'exercise', requestTimeoutMs: 600_000 });
  return {
    warehouse,
    stop: async () => {
      await warehouse.close();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
