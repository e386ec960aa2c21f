import { describe, expect, it } from 'vitest';
import { numeric, readTable } from './metric-table.ts';

const leaf = { strings: null, numbers: null, decimals: null, unit: null, currency: null };
const table = readTable({
  rowCount: 2,
  columns: [
    { ...leaf, name: 'channel', kind: 'DIMENSION', type: 'STRING', strings: ['amazon', null] },
    {
      ...leaf,
      name: 'gross_sales',
      kind: 'METRIC',
      type: 'DECIMAL',
      unit: 'money',
      currency: 'USD',
      decimals: ['9007199254740993.25', '0'],
    },
    { ...leaf, name: 'gross_sales_previous', kind: 'COMPARISON', type: 'DECIMAL', decimals: ['12.50', null] },
    { ...leaf, name: 'orders', kind: 'METRIC', type: 'INT', numbers: [3, 4] },
  ],
});

describe('readTable', () => {
  it('finds columns by what they mean', () => {
    expect(table.dimension('channel')).toEqual(['amazon', '']);
    expect(table.metric('orders')?.values).toEqual([3, 4]);
    expect(table.previous('gross_sales')?.values).toEqual(['12.50', null]);
    expect(table.times).toBeUndefined();
  });

  it('keeps every digit of a decimal', () => {
    expect(table.metric('gross_sales')).toEqual({
      unit: 'money',
      currency: 'USD',
      values: ['9007199254740993.25', '0'],
    });
  });

  it('takes no column for another kind', () => {
    expect(table.metric('channel')).toBeUndefined();
    expect(table.metric('gross_sales_previous')).toBeUndefined();
    expect(table.previous('orders')).toBeUndefined();
  });
});

describe('numeric', () => {
  it('tells no value from zero', () => {
    expect([null, undefined, '', '0', '-1.5', 'x'].map(numeric)).toEqual([
      undefined,
      undefined,
      undefined,
      0,
      -1.5,
      undefined,
    ]);
  });
});
