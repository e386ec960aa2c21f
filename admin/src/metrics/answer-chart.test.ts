import { describe, expect, it } from 'vitest';
import { type Column, createFormats, type Metric, type MetricResult } from '#client';
import { chartOf, sharedDimensions } from './answer-chart.ts';

const formats = createFormats('en');
const names = { head: (column: string) => column, member: (_: string, value: unknown) => String(value) };

const column = (change: Partial<Column> & Pick<Column, 'name' | 'kind' | 'type'>): Column => ({
  unit: null,
  currency: null,
  strings: null,
  numbers: null,
  decimals: null,
  ...change,
});

const sales = (values: (string | null)[], name = 'net_sales'): Column =>
  column({
    name,
    kind: name.endsWith('_previous') ? 'COMPARISON' : 'METRIC',
    type: 'DECIMAL',
    unit: 'money',
    currency: 'EUR',
    decimals: values,
  });

const answer = (...columns: Column[]): MetricResult =>
  ({
    columns,
    rowCount: Math.max(
      ...columns.map(({ strings, numbers, decimals }) => (strings ?? numbers ?? decimals)!.length),
    ),
  }) as MetricResult;

const chart = (result: MetricResult) => chartOf(result, names, formats, 'en');

describe('the chart of an answer', () => {
  it('is a line over time, with the period before in the background', () => {
    const days = column({ name: 'time', kind: 'TIME', type: 'TIME', strings: ['2026-11-02', '2026-11-03'] });
    const spec = chart(answer(days, sales(['1050.50', null]), sales(['8', '9'], 'net_sales_previous')));
    expect(spec?.kind).toBe('line');
    expect(spec?.labels).toEqual(['Nov 2', 'Nov 3']);
    expect(spec?.series).toEqual([
      { name: 'net_sales', values: [1050.5, null] },
      { name: 'net_sales_previous', values: [8, 9], reference: true },
    ]);
    expect(spec?.format(1234567)).toBe('€1,234,567');
    expect(spec?.formatShort(1234567)).toBe('€1.2M');
  });

  it('has one line per member, the heaviest first, gaps where a member has no figure', () => {
    const days = column({
      name: 'time',
      kind: 'TIME',
      type: 'TIME',
      strings: ['2026-11-02', '2026-11-02', '2026-11-03'],
    });
    const channels = column({
      name: 'channel',
      kind: 'DIMENSION',
      type: 'STRING',
      strings: ['ebay', 'amazon', 'amazon'],
    });
    expect(chart(answer(days, channels, sales(['5', '70', '80'])))?.series).toEqual([
      { name: 'amazon', values: [70, 80] },
      { name: 'ebay', values: [5, null] },
    ]);
  });

  it('ranks members as bars where no time was asked for', () => {
    const channels = column({
      name: 'channel',
      kind: 'DIMENSION',
      type: 'STRING',
      strings: Array.from({ length: 30 }, (_, index) => `c${index}`),
    });
    const spec = chart(answer(channels, sales(Array.from({ length: 30 }, (_, index) => String(30 - index)))));
    expect(spec?.kind).toBe('bars');
    expect(spec?.labels).toHaveLength(18);
    expect(spec?.labels[0]).toBe('c0');
  });

  it('is none for a single figure or no rows', () => {
    expect(chart(answer(sales(['1'])))).toBeUndefined();
    const nothing = column({ name: 'channel', kind: 'DIMENSION', type: 'STRING', strings: [] });
    expect(chart(answer(nothing, sales([])))).toBeUndefined();
  });
});

describe('shared dimensions', () => {
  it('are those that every metric knows', () => {
    const metric = (...dimensions: string[]) => ({ dimensions }) as Metric;
    expect(sharedDimensions([metric('channel', 'sku', 'country'), metric('country', 'channel')])).toEqual([
      'channel',
      'country',
    ]);
    expect(sharedDimensions([])).toEqual([]);
  });
});
