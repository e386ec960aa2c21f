import { pino } from 'pino';
import type { Warehouse } from '#warehouse';
import type { Contract } from '../../contracts/contract.ts';
import { deliver } from '../deliver.ts';
import { createPace } from '../pace.ts';
import { partitionProgress } from '../progress.ts';
import { RecordReader } from '../record-reader.ts';
import { RowWriter } from '../row-writer.ts';
import { Slab } from '../slab.ts';
import { encodeRecords } from './encode-records.ts';

/** Landing rows of payloads as Kafka would bring them, each of its own entity. */
export function slabOf(contract: Contract, payloads: readonly string[], entityIds: readonly string[]): Slab {
  const slab = new Slab();
  const reader = new RecordReader();
  const writer = new RowWriter(contract.topic);
  const headers = entityIds.map((id, index) => ({
    ce_id: `event-${id}`,
    ce_entityid: id,
    ce_entityversion: String(index % 3),
    ce_time: '2026-03-01T09:30:00Z',
  }));
  reader.open(encodeRecords(payloads.map((value, index) => ({ key: 'k', value, headers: headers[index]! }))));
  for (let offset = 0; offset < payloads.length; offset++) {
    reader.next();
    writer.write(slab, reader, offset, 1_772_000_000_000);
  }
  return slab;
}

/** Stores payloads as one batch of a partition, at the offsets from 0 on; past the engine's checks where `plain`. */
export async function storeTexts(
  warehouse: Warehouse,
  contract: Contract,
  payloads: readonly string[],
  entityIds: readonly string[],
  { partition = 0, plain = false } = {},
): Promise<void> {
  const progress = partitionProgress(warehouse, contract, partition);
  const delivery = {
    ...{ warehouse, contract, partition, progress },
    pace: createPace({ minimumMs: 10, maximumMs: 10, atOnce: 1 }),
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    isPlain: () => plain,
    troubled: () => undefined,
  };
  const epoch = await progress.claim('test');
  const batch = { first: 0, last: payloads.length - 1, ingestedAt: Date.now(), epoch };
  await deliver(delivery, slabOf(contract, payloads, entityIds), batch);
}
