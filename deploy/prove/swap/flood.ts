import { setTimeout as sleep } from 'node:timers/promises';
import { identifier, type Warehouse } from '#warehouse';

const insertsPerSecond = 4;

/**
 * Deliveries of orders, made in the engine: every tenth is a new version of an order that was delivered before. Each
 * offset is stored once and in order, as the sink would.
 *
 * @param first offset of the first one
 */
export function deliveriesSql(table: string, first: number, count: number): string {
  return `INSERT INTO ${identifier(table)} (entity_id, entity_version, op, event_id, event_source, event_time, shop_id,
      order_id, status, placed_at, \`lines.line_id\`, \`lines.sku\`, \`lines.qty\`,
      _partition, _offset, _batch_first, _batch_last, _timestamp, _ingested_at)
    SELECT
      concat('o', toString(if(number % 10 = 9, intDiv(number, 10), number))) AS id, number + 1, 'upsert', concat('e', toString(number)),
      'swap', now64(3), concat('s', toString(number % 7)), id, 'open',
      toStartOfDay(now64(3)) - toIntervalDay(cityHash64(id) % 5),
      ['1', '2'], [concat('k', toString(number % 500)), concat('k', toString(number % 77))],
      [toDecimal64(1 + number % 3, 4), toDecimal64(1, 4)], 0, number, number, number, now64(3), now64(3)
    FROM numbers(${first}, ${count})`;
}

export type Flood = {
  /** Ends it; resolves to what was stored, and at which rate. */
  stop(): Promise<{ rows: number; perSecond: number }>;
  failed: Promise<never>;
};

/** Stores deliveries at a rate until it is stopped. */
export function startFlood(warehouse: Warehouse, table: string, perSecond: number): Flood {
  const size = Math.ceil(perSecond / insertsPerSecond);
  const started = performance.now();
  let stopping = false;
  let rows = 0;
  const loop = (async () => {
    while (!stopping) {
      const due = started + (rows / perSecond) * 1_000;
      await sleep(Math.max(0, due - performance.now()));
      await warehouse.command(deliveriesSql(table, rows, size));
      rows += size;
    }
  })();
  const failed = loop.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return {
    failed,
    stop: async () => {
      stopping = true;
      await loop;
      return { rows, perSecond: rows / ((performance.now() - started) / 1_000) };
    },
  };
}
