import { describe, expect, it } from 'vitest';
import { contracts, order, shipment } from '../contracts/index.ts';
import { listViewColumns } from './list-view.ts';
import { odsSources } from './views.ts';

describe('listViewColumns', () => {
  it('keeps the names of members, prefixed where the parent has such a column', () => {
    const columns = new Map(listViewColumns(order, 'lines').map(({ name, source }) => [source, name]));
    expect(columns.get('lines.sku')).toBe('sku');
    expect(columns.get('lines.unit_price_amount')).toBe('unit_price_amount');
    expect(columns.get('lines.status')).toBe('lines_status');
  });

  it('gives a member the type of one value', () => {
    const types = new Map(listViewColumns(order, 'lines').map(({ name, type }) => [name, type]));
    expect(types.get('qty')).toBe('Decimal(18, 4)');
    expect(types.get('asin')).toBe('Nullable(String)');
  });

  it('refuses a list that is not one of objects', () => {
    expect(() => listViewColumns(shipment, 'order_ids')).toThrow(/no list of objects/);
  });

  it('never names two columns of a view alike', () => {
    for (const contract of contracts) {
      for (const list of Object.keys(contract.listViews)) {
        const names = listViewColumns(contract, list).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
      }
    }
  });
});

describe('odsSources', () => {
  it('selects from whatever stands for the table', () => {
    const [source] = odsSources([order]);
    expect(source).toMatchObject({ table: 'ods_trade_order', keyColumn: 'order_id' });
    expect(source!.views.map(({ name }) => name)).toEqual([
      'ods_trade_order_latest',
      'ods_trade_order_lines',
    ]);
    for (const { select } of source!.views)
      expect(select('(select 1) as touched')).toContain('from (select 1) as touched');
  });
});
