import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowPolicy, type Viewer } from '#models';
import type { ColumnFilter } from './conditions.ts';
import { type Entity, entityOf } from './entity.ts';
import {
  childrenStatement,
  countStatement,
  exportStatement,
  keyStatement,
  listStatement,
  type Statement,
} from './entity-query.ts';
import { cursorOf, type Direction, totalOrder } from './keyset.ts';

const policy = 'has(viewer.profit_centers, profit_center) and has(viewer.shops, shop_id)';
const order: Entity = entityOf({
  name: 'Order',
  table: 'dwd_trd_order_acc',
  description: '',
  key: ['order_id'],
  columns: [
    { name: 'order_id', type: 'String', comment: '' },
    { name: 'shop_id', type: 'LowCardinality(String)', comment: '' },
    { name: 'profit_center', type: 'LowCardinality(String)', comment: '' },
    { name: 'placed_at', type: "DateTime64(3, 'UTC')", comment: '' },
    { name: 'shipped_at', type: "Nullable(DateTime64(3, 'UTC'))", comment: '' },
    { name: 'total_amount', type: 'Decimal(38, 6)', comment: '' },
    { name: 'phone', type: 'String', comment: '' },
  ],
  masked: ['phone'],
  policy: (viewer, bind) => rowPolicy(policy, viewer, bind),
});
const operator: Viewer = { id: 'o', role: 'operator', claims: { profit_centers: ['*'], shops: ['s1'] } };
const executive: Viewer = { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } };

/** The policy in brackets of its own, as the first thing after `where`. */
const guarded =
  /from `dwd_trd_order_acc`\nwhere \(\(has\(\{q\d+:Array\(String\)\}, '\*'\) or has\(\{q\d+:Array\(String\)\}, profit_center\)\) and \(has\(/;

function expectGuarded({ sql, parameters }: Statement, viewer: Viewer): void {
  expect(sql).toMatch(guarded);
  expect(sql.match(/\bfrom\b/g)).toHaveLength(1);
  expect(Object.values(parameters)).toContainEqual(viewer.claims.shops);
  expect(staysInBrackets(sql)).toBe(true);
}

/** Nothing can leave the brackets of its condition: they balance outside of literals. */
function staysInBrackets(sql: string): boolean {
  let depth = 0;
  for (const character of sql.replaceAll(/'(?:\\.|[^'\\])*'/g, "''")) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const fields = ['orderId', 'shopId', 'placedAt', 'shippedAt', 'totalAmount'] as const;
const nasty = fc.oneof(
  fc.string(),
  fc.constantFrom("') or 1=1 --", '`', '\\', "\\') or (1", '{p1:String}', '(', ')', "' union all select 1"),
);
const columnFilter: fc.Arbitrary<ColumnFilter> = fc.record(
  {
    eq: nasty,
    in: fc.array(nasty, { maxLength: 5 }),
    gte: nasty,
    lt: nasty,
    like: nasty,
    isNull: fc.boolean(),
  },
  { requiredKeys: [] },
);
const filters = fc.dictionary(fc.constantFrom(...fields), columnFilter);
const orders = fc.array(
  fc.record({ field: fc.constantFrom(...fields), direction: fc.constantFrom<Direction>('asc', 'desc') }),
  { maxLength: 3 },
);

describe('every statement over an entity', () => {
  it('carries the viewer’s row policy first, whatever is asked', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        filters,
        // Marked, so that it cannot be a piece of the statement by chance.
        nasty.map((text) => `¶${text}¶`),
        orders,
        fc.array(nasty, { minLength: 1, maxLength: 4 }),
        (filter, text, asked, keys) => {
          const total = totalOrder(order, operator, asked);
          const row = Object.fromEntries(order.columns.map(({ field }) => [field, text]));
          const after = cursorOf(total, row);
          const byText = keys.map((key) => [key]);
          const statements = [
            listStatement(order, operator, { filter, search: text, order: total, after, first: 5, skip: 3 }),
            countStatement(order, operator, { filter, search: text }),
            keyStatement(order, operator, order.key, byText),
            childrenStatement(order, operator, [order.columns[1]!], byText, total, 3),
            exportStatement(order, operator, { filter, search: text }, 10),
          ];
          for (const statement of statements) expectGuarded(statement, operator);
          // Values are bound; only keys, which come from rows, are literals.
          for (const { sql } of statements) expect(sql).not.toContain('¶');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('neither selects nor touches what is masked for the viewer', () => {
    const total = totalOrder(order, executive, []);
    const list = listStatement(order, executive, { order: total, first: 1, search: 'x' }).sql;
    expect(list).not.toContain('phone');
    expect(exportStatement(order, executive, {}, 1).sql).not.toContain('phone');
    expect(listStatement(order, operator, { order: total, first: 1 }).sql).toContain('phone');
    expect(() => countStatement(order, executive, { filter: { phone: { like: '1%' } } })).toThrow(/phone/);
    expect(() => totalOrder(order, executive, [{ field: 'phone', direction: 'asc' }])).toThrow(/phone/);
  });
});
