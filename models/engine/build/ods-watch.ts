import { identifier, type Warehouse } from '#warehouse';
import type { OdsSource } from '../ods-source.ts';

/** How far the deliveries of one ODS table reach. */
export type OdsHead = {
  /** Kafka partition -> the offset after the last stored one. */
  offsets: ReadonlyMap<number, number>;
  /** Time of the newest event, ms. */
  eventTime: number;
  /** Greatest block number of a stored part: later deliveries lie in parts with greater ones. */
  block: number;
};

type PartsRow = { table: string; block: string; stamp: string };

/**
 * Watches tables for new rows. One look at the list of parts tells that nothing came; only where parts are new are
 * their rows read. The sink stores the offsets of a Kafka partition in order, one insert at a time.
 */
export class OdsWatch {
  readonly heads = new Map<string, OdsHead>();
  /** Tables that others write: changes whenever their rows do. */
  readonly stamps = new Map<string, string>();
  readonly #warehouse: Warehouse;

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  async poll(sources: readonly OdsSource[], external: readonly string[]): Promise<void> {
    const tables = [...sources.map(({ table }) => table), ...external];
    if (tables.length === 0) return;
    const parts = await this.#warehouse.rows<PartsRow>(
      `SELECT table, max(max_block_number) AS block, toString(cityHash64(max(max_block_number), sum(rows))) AS stamp
       FROM system.parts WHERE active AND database = {database:String} AND table IN {tables:Array(String)}
       GROUP BY table`,
      { database: this.#warehouse.database, tables },
    );
    const found = new Map(parts.map((row) => [row.table, row]));
    for (const table of external) this.stamps.set(table, found.get(table)?.stamp ?? '0');
    for (const { table } of sources) await this.#advance(table, Number(found.get(table)?.block ?? 0));
  }

  async #advance(table: string, block: number): Promise<void> {
    const head = this.heads.get(table) ?? { offsets: new Map<number, number>(), eventTime: 0, block: -1 };
    if (block === head.block) return;
    // A new one, never the old one altered: models at work go by the head they began with.
    const offsets = new Map(head.offsets);
    let { eventTime } = head;
    const rows = await this.#warehouse.rows<{ partition: number; next: string; eventTime: string }>(
      `SELECT _partition AS partition, max(_offset) + 1 AS next,
         toString(toUnixTimestamp64Milli(max(event_time))) AS eventTime
       FROM ${identifier(table)} WHERE ${newerParts(block < head.block ? undefined : head.block)} GROUP BY partition`,
    );
    for (const row of rows) {
      offsets.set(row.partition, Math.max(offsets.get(row.partition) ?? 0, Number(row.next)));
      eventTime = Math.max(eventTime, Number(row.eventTime));
    }
    // Only now: an answer that never came must be asked for again.
    this.heads.set(table, { offsets, eventTime, block });
  }
}

/** Restricts a scan to parts that hold blocks after this one; a part is named `<partition>_<first>_<last>_<level>`. */
export function newerParts(block: number | undefined): string {
  return block === undefined || block < 0 ? '1' : `toUInt64(splitByChar('_', _part)[3]) > ${block}`;
}

/** Deliveries after `from` and before `to`, by Kafka partition; undefined where there are none. */
export function deliveriesBetween(
  from: ReadonlyMap<number, number>,
  to: ReadonlyMap<number, number>,
): string | undefined {
  const ranges = [...to].flatMap(([partition, next]) => {
    const first = from.get(partition) ?? 0;
    return first < next ? [`(_partition = ${partition} AND _offset >= ${first} AND _offset < ${next})`] : [];
  });
  return ranges.length === 0 ? undefined : ranges.join(' OR ');
}
