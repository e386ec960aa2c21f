import { describe, expect, it } from 'vitest';
import { entityOf, fieldNameOf, pluralOf } from './entity.ts';
import { linksOf } from './links.ts';

const entity = (name: string, key: string[], columns: string[]) =>
  entityOf({
    name,
    table: name.toLowerCase(),
    description: '',
    key,
    columns: columns.map((column) => ({ name: column, type: 'String', comment: '' })),
    masked: [],
    policy: () => 'true',
  });
const order = entity('Order', ['order_id'], ['order_id', 'customer_key', 'sku']);
const customer = entity('Customer', ['customer_key'], ['customer_key', 'name']);
const sku = entity('Sku', ['sku'], ['sku', 'title']);
const stock = entity('Stock', ['sku', 'node_id'], ['sku', 'node_id']);
const all = [order, customer, sku, stock];

const described = (of: typeof order) =>
  linksOf(of, all).map(({ field, to, many }) => `${field}: ${many ? `[${to.name}]` : to.name}`);

describe('linksOf', () => {
  it('follows keys that occur elsewhere, both ways', () => {
    expect(described(order)).toEqual(['customer: Customer']);
    expect(described(customer)).toEqual(['orders: [Order]']);
    expect(described(sku)).toEqual(['orders: [Order]', 'stocks: [Stock]']);
  });

  it('leaves a field to the column that has its name', () => {
    expect(described(stock)).toEqual([]);
  });
});

describe('names', () => {
  it('are those of GraphQL', () => {
    expect(['placed_at', 'forecast_28d', 'a__b'].map(fieldNameOf)).toEqual(['placedAt', 'forecast28d', 'aB']);
    expect(['Order', 'Category', 'Box', 'PurchaseSuggestion', 'Day'].map(pluralOf)).toEqual([
      'orders',
      'categories',
      'boxes',
      'purchaseSuggestions',
      'days',
    ]);
  });
});
