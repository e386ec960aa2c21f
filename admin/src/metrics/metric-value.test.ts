import { describe, expect, it } from 'vitest';
import { type Column, createFormats } from '#client';
import { formatFigure } from './metric-value.ts';

const formats = createFormats('en');
const column = (change: Partial<Column>): Column => ({
  name: 'net_sales',
  kind: 'METRIC',
  type: 'DECIMAL',
  unit: 'money',
  currency: 'EUR',
  strings: null,
  numbers: null,
  decimals: null,
  ...change,
});

describe('a figure', () => {
  it('of money has one precision per column: cents only where all amounts are small', () => {
    const lines = column({ decimals: ['0', '19.9'] });
    expect(formatFigure(lines, '0', formats)).toBe('€0.00');
    expect(formatFigure(lines, '19.9', formats)).toBe('€19.90');
    const months = column({ decimals: ['807.68', '1234567.89'] });
    expect(formatFigure(months, '807.68', formats)).toBe('€808');
    expect(formatFigure(months, '1234567.89', formats, { compact: true })).toBe('€1.2M');
  });

  it('that is a share or a change is a percentage', () => {
    expect(formatFigure(column({ name: 'refund_rate', unit: 'percent' }), 0.0395, formats)).toBe('4.0%');
    expect(formatFigure(column({ name: 'net_sales_ratio' }), 0.25, formats)).toBe('+25.0%');
  });

  it('that is missing is a dash, never a zero', () => {
    expect(formatFigure(column({}), null, formats)).toBe('–');
  });

  it('that is counted is whole', () => {
    const orders = column({ name: 'orders', type: 'INT', unit: 'count', currency: null, numbers: [1200] });
    expect(formatFigure(orders, 1200, formats)).toBe('1,200');
  });
});
