export {
  startWarehouse,
  type WarehouseLimits,
  type WarehouseServer,
  type WarehouseServerOptions,
} from './start-warehouse.ts';
export type { Access, Users } from './users.ts';
