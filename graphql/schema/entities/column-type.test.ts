import { describe, expect, it } from 'vitest';
import { columnTypeOf } from './column-type.ts';

describe('columnTypeOf', () => {
  it.each([
    ['String', 'String', false],
    ['LowCardinality(Nullable(String))', 'String', true],
    ["Enum8('a' = 1)", 'String', false],
    ['UInt16', 'Int', false],
    ['UInt32', 'Long', false],
    ['Int64', 'Long', false],
    ['Float64', 'Float', false],
    ['Nullable(Decimal(38, 6))', 'Decimal', true],
    ['Date', 'Date', false],
    ["Nullable(DateTime64(3, 'UTC'))", 'DateTime', true],
    ["DateTime('Asia/Shanghai')", 'DateTime', false],
    ['Bool', 'Boolean', false],
  ])('%s is %s', (type, scalar, nullable) => {
    expect(columnTypeOf(type)).toMatchObject({ scalar, nullable, list: false });
  });

  it('takes arrays as lists of text', () => {
    expect(columnTypeOf('Array(LowCardinality(String))')).toMatchObject({ scalar: 'String', list: true });
  });

  it('keeps the precision of instants', () => {
    expect(columnTypeOf("DateTime64(6, 'UTC')").cast).toBe("parseDateTime64BestEffort($, 6, 'UTC')");
  });
});
