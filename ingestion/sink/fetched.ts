import type { RawBatch } from 'kafkajs';
import { RecordReader } from './record-reader.ts';

export type RecordVisitor = {
  /** A record; the reader's fields hold until the next call. `timestamp` in ms, -1 where Kafka has none. */
  record(reader: RecordReader, offset: number, timestamp: number): void;
  /** Every offset up to this one has been seen or does not exist. */
  upTo(offset: number): void;
};

/** Walks over what one fetch brought for a partition, from an offset on. Control records and aborted ones are left out. */
export function visitRecords(batch: RawBatch, from: number, visitor: RecordVisitor): void {
  const reader = new RecordReader();
  const committed = batch.abortedTransactions?.length ? committedOffsets(batch) : undefined;
  for (const records of batch.recordBatches) {
    const first = Number(records.firstOffset);
    const last = first + records.lastOffsetDelta;
    if (last < from) continue;
    if (!records.isControlBatch) {
      const base = Number(records.firstTimestamp);
      const fixed = records.timestampType === 1 ? Number(records.maxTimestamp) : undefined;
      reader.open(records.recordsBuffer);
      for (let left = records.recordCount; left > 0; left--) {
        reader.next();
        const offset = first + reader.offsetDelta;
        if (offset < from || (committed && !committed.has(offset))) continue;
        visitor.record(reader, offset, fixed ?? base + reader.timestampDelta);
      }
    }
    visitor.upTo(last);
  }
}

/** kafkajs knows which records belong to aborted transactions; it needs them decoded to say so. */
function committedOffsets(batch: RawBatch): Set<number> {
  return new Set(batch.messages.map((message) => Number(message.offset)));
}
