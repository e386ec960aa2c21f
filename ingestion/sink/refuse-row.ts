import { internalNames } from '../tables/index.ts';
import type { Batch, Delivery } from './deliver.ts';
import type { Slab } from './slab.ts';

const columns = [
  ...[
    'key',
    'entity_id',
    'entity_version',
    'op',
    'event_id',
    'event_source',
    'event_time',
    'channel',
    'shop_id',
  ],
  ...['raw_ref', 'type', 'payload', '_partition', '_offset', '_timestamp', '_batch_first', '_batch_last'],
  ...['_ingested_at', 'refusal'],
];
/** Of a landing row: the backtick, the offset, the timestamp. */
const numbersBefore = 1 + 8 + 8;

/** Puts a row that the engine would not take into quarantine by itself, with the engine's own words. */
export async function refuseRow(
  delivery: Delivery,
  slab: Slab,
  index: number,
  batch: Batch,
  text: string,
): Promise<void> {
  const { warehouse, contract, partition, log } = delivery;
  const row = slab.row(index);
  log.error({ topic: contract.topic, partition, offset: slab.offsets[index], text }, 'a row was refused');
  const refusal = Buffer.from(text.slice(0, 4_000));
  const numbers = Buffer.alloc(4 + 8 * 5);
  numbers.writeUInt32LE(partition, 0);
  row.copy(numbers, 4, 1, numbersBefore);
  numbers.writeBigUInt64LE(BigInt(batch.first), 20);
  numbers.writeBigUInt64LE(BigInt(batch.last), 28);
  numbers.writeBigInt64LE(BigInt(batch.ingestedAt), 36);
  const length = Buffer.from([(refusal.length & 0x7f) | 0x80, refusal.length >>> 7]);
  await warehouse.insertBytes({
    table: internalNames(contract).refused,
    columns,
    format: 'RowBinary',
    body: Buffer.concat([row.subarray(numbersBefore), numbers, length, refusal]),
    settings: { async_insert: 0, insert_deduplicate: 0 },
  });
}
