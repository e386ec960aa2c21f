import { describe, expect, it } from 'vitest';
import { landingColumns } from '../tables/index.ts';
import { RecordReader } from './record-reader.ts';
import { RowWriter } from './row-writer.ts';
import { Slab } from './slab.ts';
import { encodeRecords, type PlainRecord } from './testing/encode-records.ts';

/** Reads the RowBinary of a landing table back. */
function rowsOf(body: Buffer): Record<string, string>[] {
  const rows: Record<string, string>[] = [];
  for (let at = 0; at < body.length; ) {
    const row: Record<string, string> = {};
    for (const { name, type } of landingColumns) {
      if (type === 'UInt8') row[name] = String(body[at++]);
      else if (type === 'String') {
        let length = 0;
        let scale = 1;
        for (; body[at]! >= 0x80; scale *= 128) length += (body[at++]! & 0x7f) * scale;
        length += body[at++]! * scale;
        row[name] = body.toString('latin1', at, at + length);
        at += length;
      } else {
        row[name] = String(type === 'Int64' ? body.readBigInt64LE(at) : body.readBigUInt64LE(at));
        at += 8;
      }
    }
    rows.push(row);
  }
  return rows;
}

function written(
  records: readonly PlainRecord[],
  offset = 10,
  timestamp = 1_772_000_000_000,
): Record<string, string>[] {
  const reader = new RecordReader();
  const slab = new Slab(64);
  const writer = new RowWriter('trade.refund.v1');
  reader.open(encodeRecords(records));
  records.forEach((_, index) => {
    reader.next();
    writer.write(slab, reader, offset + index, timestamp);
  });
  expect(Buffer.concat(slab.offsets.map((_, index) => slab.row(index)))).toEqual(slab.body());
  return rowsOf(slab.body());
}

describe('RowWriter', () => {
  it('copies a record byte by byte, whatever its bytes', () => {
    const value = Buffer.from([0x7b, 0, 1, 10, 13, 34, 39, 92, 96, 0xff, 0x7d]);
    const headers = {
      ce_entityid: 'a\n\u0001',
      ce_entityversion: '7',
      ce_id: 'x'.repeat(300),
      ce_shop: 'shopify_us',
    };
    const [row] = written([{ key: 'k', value, headers }], 2 ** 40 + 5);
    expect(row).toMatchObject({
      _lead: '96',
      _offset: String(2 ** 40 + 5),
      _timestamp: '1772000000000',
      key: 'k',
    });
    expect(row).toMatchObject({
      entityid: 'a\n\u0001',
      entityversion: '7',
      id: 'x'.repeat(300),
      shop: 'shopify_us',
    });
    expect(row!.payload).toBe(value.toString('latin1'));
  });

  it('leaves out what is as usual, keeps what is not', () => {
    const rows = written([
      { value: '{}', headers: { ce_op: 'upsert', ce_type: 'trade.refund.v1' } },
      { value: '{}', headers: { ce_op: 'delete', ce_type: 'trade.order.v1' } },
    ]);
    expect(rows.map(({ op, type }) => [op, type])).toEqual([
      ['', ''],
      ['delete', 'trade.order.v1'],
    ]);
  });

  it('tells a record without a value from one with an empty value', () => {
    const rows = written([
      { key: 'r1', value: null },
      { key: 'r2', value: '' },
    ]);
    expect(rows.map(({ key, op, payload }) => [key, op, payload])).toEqual([
      ['r1', 'tombstone', ''],
      ['r2', '', ''],
    ]);
  });

  it('takes structured events apart without rounding their numbers', () => {
    const event =
      '{"specversion":"1.0","id":"9","entityid":"r7","entityversion":18446744073709551615,"data":{"n":1.10,"big":12345678901234567890}}';
    const headers = { 'content-type': 'application/cloudevents+json' };
    const [row, broken] = written([
      { key: 'r7', value: event, headers },
      { key: 'r8', value: '{"specversion"', headers },
    ]);
    expect(row).toMatchObject({ entityid: 'r7', entityversion: '18446744073709551615', id: '9' });
    expect(row!.payload).toBe('{"n":1.10,"big":12345678901234567890}');
    expect(broken!.payload).toBe('{"specversion"');
  });

  it('writes a missing timestamp as -1 and grows its slab', () => {
    const rows = written(
      Array.from({ length: 200 }, (_, i) => ({ value: `{"i":${i}}` })),
      0,
      -1,
    );
    expect(rows.length).toBe(200);
    expect(rows[199]).toMatchObject({ _offset: '199', _timestamp: '-1', payload: '{"i":199}' });
  });
});
