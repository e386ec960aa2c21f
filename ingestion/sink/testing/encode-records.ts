import { createRequire } from 'node:module';

export type PlainRecord = {
  key?: string | null;
  value: string | Buffer | null;
  headers?: Record<string, string>;
  offsetDelta?: number;
  timestampDelta?: number;
};

type Encode = (record: object) => { buffer: Buffer };
const encode = createRequire(import.meta.url)('kafkajs/src/protocol/recordBatch/record/v0') as Encode;

/** Records as Kafka stores them in a batch, by kafkajs's own encoder. */
export function encodeRecords(records: readonly PlainRecord[]): Buffer {
  const all = records.map(({ key = null, value, ...rest }, index) => {
    const record = { offsetDelta: index, timestampDelta: 0, ...rest, key: bytes(key), value: bytes(value) };
    return Buffer.from(encode(record).buffer);
  });
  return Buffer.concat(all);
}

function bytes(part: string | Buffer | null): Buffer | null {
  return typeof part === 'string' ? Buffer.from(part) : part;
}
