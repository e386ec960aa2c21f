import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchScoring } from '#forecasting';
import { connectWarehouse } from '#warehouse';
import { generateToken } from '../accounts/secret.ts';
import { spawnWarehouse } from '../local/spawn-warehouse.ts';
import { registryDir } from '../platform/folders.ts';

/** Scores generated series through a warehouse of its own and prints rows/s of each part. */
export async function bench(series = 5_000): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-bench-'));
  const usersFile = join(folder, 'users.json');
  const password = generateToken();
  await writeFile(usersFile, JSON.stringify({ platform: { password, access: 'full' } }), { mode: 0o600 });
  try {
    const server = await spawnWarehouse({ path: join(folder, 'warehouse'), port: 0, usersFile });
    const warehouse = connectWarehouse({ url: server.url, user: 'platform', password, database: 'default' });
    try {
      console.table(await benchScoring(warehouse, registryDir, series));
    } finally {
      await warehouse.close();
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
