import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landingHeaders } from '../tables/index.ts';
import { RecordReader } from './record-reader.ts';
import { encodeRecords } from './testing/encode-records.ts';

const text = (reader: RecordReader, at: number, length: number) =>
  length < 0 ? null : reader.bytes.toString('utf8', at, at + length);
const header = (reader: RecordReader, name: (typeof landingHeaders)[number]) => {
  const slot = landingHeaders.indexOf(name);
  return text(reader, reader.headerAt[slot]!, reader.headerLength[slot]!);
};

describe('RecordReader', () => {
  it('finds key, value and headers of whatever kafkajs encodes', () => {
    const record = fc.record({
      key: fc.option(fc.string({ unit: 'grapheme', maxLength: 300 })),
      value: fc.option(fc.string({ unit: 'grapheme', maxLength: 2_000 })),
      headers: fc.dictionary(
        fc.constantFrom(...landingHeaders, 'content-type', 'x-other'),
        fc.string({ maxLength: 200 }),
      ),
      timestampDelta: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), (records) => {
        const reader = new RecordReader();
        reader.open(encodeRecords(records));
        records.forEach((expected, index) => {
          reader.next();
          expect(reader.offsetDelta).toBe(index);
          expect(reader.timestampDelta).toBe(expected.timestampDelta);
          expect(text(reader, reader.keyAt, reader.keyLength)).toBe(expected.key);
          expect(text(reader, reader.valueAt, reader.valueLength)).toBe(expected.value);
          for (const name of landingHeaders)
            expect(header(reader, name)).toBe(expected.headers[name] ?? null);
        });
      }),
    );
  });

  it('knows structured mode by its content type', () => {
    const reader = new RecordReader();
    const types = [
      'application/json',
      'application/cloudevents+json; charset=UTF-8',
      'application/cloudevents+json',
    ];
    reader.open(encodeRecords(types.map((type) => ({ value: '{}', headers: { 'content-type': type } }))));
    const found = types.map(() => {
      reader.next();
      return reader.isStructured;
    });
    expect(found).toEqual([false, true, true]);
  });
});
