import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, quantity, text } from '../fields.ts';
import { contracts, order } from '../index.ts';

describe('lowerToColumns', () => {
  it('flattens objects, splits money, and turns lists of objects into Array columns', () => {
    const sample = contract({
      name: 'test.sample',
      version: 1,
      description: 'A sample.',
      entity: 'sample_id',
      shape: z.object({
        sample_id: id(),
        amount: money(),
        fee: maybe(money()),
        place: z.object({ city: maybe(text()), at: instant() }),
        lines: z.array(z.object({ line: id(), price: money(), qty: maybe(quantity()) })),
        tags: z.array(id()),
      }),
    });
    expect(
      sample.columns.map(({ name, type, nullable, list, path }) => [
        name,
        type,
        nullable,
        list,
        path.join('.'),
      ]),
    ).toEqual([
      ['sample_id', 'String', false, undefined, 'sample_id'],
      ['amount', 'Decimal(38, 6)', false, undefined, 'amount.amount'],
      ['currency', 'LowCardinality(String)', false, undefined, 'amount.currency'],
      ['fee_amount', 'Decimal(38, 6)', true, undefined, 'fee.amount'],
      ['fee_currency', 'LowCardinality(String)', true, undefined, 'fee.currency'],
      ['place_city', 'String', true, undefined, 'place.city'],
      ['place_at', "DateTime64(3, 'UTC')", false, undefined, 'place.at'],
      ['lines.line', 'String', false, 'lines', 'lines.line'],
      ['lines.price_amount', 'Decimal(38, 6)', false, 'lines', 'lines.price.amount'],
      ['lines.price_currency', 'LowCardinality(String)', false, 'lines', 'lines.price.currency'],
      ['lines.qty', 'Decimal(18, 4)', true, 'lines', 'lines.qty'],
      ['tags', 'String', false, 'tags', 'tags'],
    ]);
    expect(sample.listViews).toEqual({ lines: 'ods_test_sample_lines' });
  });

  it('refuses a body field that the envelope already carries', () => {
    const shape = z.object({ x: id(), channel: id() });
    expect(() => contract({ name: 'test.bad', version: 1, description: '', entity: 'x', shape })).toThrow(
      /envelope/,
    );
  });

  it('refuses an entity field that is not required', () => {
    const shape = z.object({ x: maybe(id()) });
    expect(() => contract({ name: 'test.bad', version: 1, description: '', entity: 'x', shape })).toThrow(
      /entity/,
    );
  });

  it('names every table and view of every contract once', () => {
    const names = contracts.flatMap((each) => [
      each.table,
      each.latestView,
      each.quarantineTable,
      ...Object.values(each.listViews),
    ]);
    expect(new Set(names).size).toBe(names.length);
    expect(order.listViews.lines).toBe('ods_trade_order_lines');
  });
});
