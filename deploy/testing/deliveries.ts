import type { Contract } from '#ingestion';
import type { Warehouse } from '#warehouse';

type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

export type Delivery = {
  contract: Contract;
  body: { [key: string]: Json };
  version: number;
  shop?: string;
  channel?: string;
};

/**
 * Stores events as the sink would have, without a broker: one row per delivery, offsets counting up per table. For tests
 * of what is built upon the tables.
 */
export function createDeliveries(warehouse: Warehouse): (deliveries: readonly Delivery[]) => Promise<void> {
  const offsets = new Map<string, number>();
  return async (deliveries) => {
    const rows = new Map<string, Record<string, Json>[]>();
    for (const { contract, body, version, shop = '', channel = '' } of deliveries) {
      const offset = offsets.get(contract.table) ?? 0;
      offsets.set(contract.table, offset + 1);
      const key = String(body[contract.entity]);
      const envelope = {
        ...{ entity_id: key, entity_version: String(version), op: 'upsert', event_id: `${key}@${version}` },
        ...{ event_source: 'test', event_time: '2026-03-10T00:00:00.000Z', channel, shop_id: shop },
        ...{ _partition: 0, _offset: offset, _batch_first: offset, _batch_last: offset },
        ...{ _timestamp: '2026-03-10T00:00:00.000Z', _ingested_at: '2026-03-10T00:00:00.000Z' },
      };
      const row = { ...envelope, ...columnsOf(contract, body) };
      const known = rows.get(contract.table);
      if (known) known.push(row);
      else rows.set(contract.table, [row]);
    }
    for (const [table, values] of rows) await warehouse.insertRows(table, values);
  };
}

function columnsOf(contract: Contract, body: { [key: string]: Json }): Record<string, Json> {
  return Object.fromEntries(
    contract.columns.map(({ name, path, list }) => {
      if (list === undefined) return [name, at(body, path)];
      const elements = (at(body, [list]) as Json[] | undefined) ?? [];
      return [
        name,
        elements.map((element) => (path.length > 1 ? at(element, path.slice(1)) : element) ?? null),
      ];
    }),
  );
}

function at(value: Json, path: readonly string[]): Json {
  return path.reduce<Json>((inner, key) => (inner as { [key: string]: Json } | undefined)?.[key], value);
}
