// The one client
export {
  connectWarehouse,
  type InsertBytes,
  type Parameters,
  refusalCode,
  type Settings,
  type StatementOptions,
  type Warehouse,
  type WarehouseOptions,
} from './client.ts';
// Exact decimals
export { type Decimal, decimal, fromMinorUnits, minorUnitDigits, toMinorUnit, zero } from './decimal.ts';
// Literals, for where the engine binds no parameter
export { identifier, literal, qualified, stringLiteral } from './literal.ts';
