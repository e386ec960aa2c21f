import { describe, expect, it } from 'vitest';
import { refund } from '../contracts/index.ts';
import { exampleBody } from '../tables/index.ts';
import { plainRows } from './plain-rows.ts';
import { RecordReader } from './record-reader.ts';
import { RowWriter } from './row-writer.ts';
import { Slab } from './slab.ts';
import { encodeRecords, type PlainRecord } from './testing/encode-records.ts';

const isPlain = plainRows(refund);
const body = { ...exampleBody(refund), refund_id: 'r1' };
const value = JSON.stringify(body);
const headers = { ce_entityid: 'r1', ce_entityversion: '7', ce_time: '2026-03-01T09:30:00.120Z' };
const good: PlainRecord = { key: 'r1', value, headers };

function judge(...records: PlainRecord[]): boolean {
  const reader = new RecordReader();
  const slab = new Slab();
  const writer = new RowWriter(refund.topic);
  reader.open(encodeRecords(records));
  for (let offset = 0; offset < records.length; offset++) {
    reader.next();
    writer.write(slab, reader, offset, 1_772_000_000_000);
  }
  return isPlain(slab);
}

describe('plainRows', () => {
  it.each<[string, PlainRecord]>([
    ['an upsert', good],
    ['one that says so', { ...good, headers: { ...headers, ce_op: 'upsert', ce_type: refund.topic } }],
    ['one named by its key, without an envelope', { key: 'r1', value }],
    ['a time of whole seconds', { ...good, headers: { ...headers, ce_time: '2024-02-29T23:59:59Z' } }],
    [
      'the greatest version of 19 digits',
      { ...good, headers: { ...headers, ce_entityversion: '9'.repeat(19) } },
    ],
  ])('takes %s', (_what, record) => {
    expect(judge(record)).toBe(true);
    expect(judge(good, record, good)).toBe(true);
  });

  it.each<[string, PlainRecord]>([
    ['a deletion', { ...good, headers: { ...headers, ce_op: 'delete' } }],
    ['a tombstone', { ...good, value: null }],
    ['another type', { ...good, headers: { ...headers, ce_type: 'trade.order.v1' } }],
    ['another entity', { ...good, headers: { ...headers, ce_entityid: 'r2' } }],
    [
      'a version that may be too great',
      { ...good, headers: { ...headers, ce_entityversion: '9'.repeat(20) } },
    ],
    ['a version with a sign', { ...good, headers: { ...headers, ce_entityversion: '-1' } }],
    ['a time with an offset', { ...good, headers: { ...headers, ce_time: '2026-03-01T09:30:00+01:00' } }],
    ['a day that does not exist', { ...good, headers: { ...headers, ce_time: '2026-02-29T09:30:00Z' } }],
    ['an hour that does not exist', { ...good, headers: { ...headers, ce_time: '2026-03-01T24:00:00Z' } }],
    ['a word for a time', { ...good, headers: { ...headers, ce_time: 'yesterday' } }],
    ['blanks', { ...good, value: JSON.stringify(body, null, 1) }],
    ['a member written twice', { ...good, value: value.replace('{', '{"refund_id":"r2",') }],
    ['a member it does not know', { ...good, value: JSON.stringify({ ...body, extra: 1 }) }],
    ['a member that is missing', { ...good, value: JSON.stringify({ ...body, order_id: undefined }) }],
    ['half a pair of surrogates', { ...good, value: value.replace('text', '\\ud800') }],
    [
      'bytes that are not UTF-8',
      { ...good, value: Buffer.from(value.replace('text', 'caf\u00e9'), 'latin1') },
    ],
    ['no JSON', { ...good, value: value.slice(1) }],
    ['nothing', { ...good, value: '' }],
  ])('leaves %s to the engine, and its batch', (_what, record) => {
    expect(judge(record)).toBe(false);
    expect(judge(good, record, good)).toBe(false);
  });

  it('leaves large batches to the engine', () => {
    expect(judge(...Array.from({ length: 500 }, () => good))).toBe(true);
    expect(judge(...Array.from({ length: 501 }, () => good))).toBe(false);
  });
});
