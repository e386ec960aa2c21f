import type { Warehouse } from '#warehouse';

/** Units of the 13 weeks up to a day, and whether that day has sales; undefined while the model is not built. */
export type Sales = { units: number; reached: boolean } | undefined;

export async function readSales(warehouse: Warehouse, asOf: string): Promise<Sales> {
  const built = await warehouse.rows(
    `SELECT 1 FROM system.tables WHERE database = {database:String} AND name = 'dws_trd_sku_channel_1d'`,
    { database: warehouse.database },
  );
  if (built.length === 0) return undefined;
  const [row] = await warehouse.rows<{ units: number; reached: number }>(
    `SELECT toFloat64(sum(dws.units)) AS units, max(business_day) = {as_of:Date} AS reached
     FROM dws_trd_sku_channel_1d AS dws
     WHERE business_day <= {as_of:Date} AND business_day > {as_of:Date} - 91`,
    { as_of: asOf },
  );
  return row && row.units > 0 ? { units: row.units, reached: Boolean(row.reached) } : undefined;
}

/**
 * Whether history is there and no longer being loaded: between two looks it has grown by less than one unit in two
 * hundred. Late orders and cancellations of a running company stay below that.
 */
export function isSettled(before: Sales, now: Sales): boolean {
  if (!before?.reached || !now?.reached) return false;
  return Math.abs(now.units - before.units) <= now.units / 200;
}
