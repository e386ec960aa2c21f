import { describe, expect, it } from 'vitest';
import { readPayload } from './document.ts';

const read = (text: string) => readPayload(Buffer.from(text));

describe('readPayload', () => {
  it('reads JSON without rounding, with a byte order mark or without', () => {
    expect(read('\ufeff {"id": 12345678901234567890, "price": 19.90}')).toEqual({
      id: '12345678901234567890',
      price: '19.90',
    });
    expect(read('["a", 1]')).toEqual(['a', '1']);
  });

  it('reads XML: attributes, repeated elements, text beside them, no prefixes', () => {
    const xml = `<?xml version="1.0"?><e:Orders xmlns:e="urn:x" page="1">
      <Order><Total currencyID="USD">10.50</Total><Line>1</Line><Line>2 &amp; 3</Line><Note/></Order></e:Orders>`;
    expect(read(xml)).toEqual({
      Orders: {
        '@page': '1',
        Order: { Total: { '@currencyID': 'USD', '#text': '10.50' }, Line: ['1', '2 & 3'], Note: '' },
      },
    });
  });

  it('refuses XML that brings entities along, nests without end, or is broken', () => {
    expect(() => read('<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>')).toThrow(/document type/);
    expect(() => read('<a>'.repeat(200) + '</a>'.repeat(200))).toThrow(/100 elements/);
    expect(() => read('<a><b></a>')).toThrow(/not XML/);
  });

  it.each([
    ['a,b\n1,"x, y"\n', [{ a: '1', b: 'x, y' }]],
    ['"a";"b"\n1;2\n', [{ a: '1', b: '2' }]],
    [
      'settlement-id\ttotal-amount\r\n17\t5" screen\r\n',
      [{ 'settlement-id': '17', 'total-amount': '5" screen' }],
    ],
  ])('reads a table by its header line: %s', (text, rows) => {
    expect(read(text)).toEqual(rows);
  });

  it('names the line of a table that does not fit', () => {
    expect(() => read('a,b\n1,2\n3\n')).toThrow(/line 3/);
  });

  it('refuses what is empty or not UTF-8', () => {
    expect(() => read(' \n')).toThrow(/empty/);
    expect(() => readPayload(Buffer.from([0x3c, 0x61, 0xff, 0x3e]))).toThrow(/UTF-8/);
  });
});
