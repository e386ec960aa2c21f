import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { connectWarehouse, identifier, type Warehouse } from '#warehouse';

export type TestDatabase = {
  database: string;
  warehouse: Warehouse;
  /** The same database, read only. */
  reader: Warehouse;
  drop(): Promise<void>;
};

/** A database of the calling test file's own, in the run's warehouse. */
export async function testDatabase(name: string): Promise<TestDatabase> {
  const engines = inject('engines');
  const database = `${name}_${randomBytes(4).toString('hex')}`;
  const access = { url: engines.warehouseUrl, user: engines.user, password: engines.password };
  const system = connectWarehouse({ ...access, database: 'default' });
  await system.command(`CREATE DATABASE ${identifier(database)}`);
  const warehouse = connectWarehouse({ ...access, database });
  const reader = connectWarehouse({
    url: engines.warehouseUrl,
    user: engines.readerUser,
    password: engines.readerPassword,
    database,
  });
  return {
    database,
    warehouse,
    reader,
    drop: async () => {
      await Promise.all([warehouse.close(), reader.close()]);
      await system.command(`DROP DATABASE ${identifier(database)} SYNC`);
      await system.close();
    },
  };
}
