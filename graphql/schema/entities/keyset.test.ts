import { describe, expect, it } from 'vitest';
import { createBinder, type Viewer } from '#models';
import { entityOf } from './entity.ts';
import { afterCursor, cursorOf, orderBy, totalOrder } from './keyset.ts';

const entity = entityOf({
  name: 'Stock',
  table: 'stock',
  description: '',
  key: ['sku', 'node_id'],
  columns: [
    { name: 'sku', type: 'String', comment: '' },
    { name: 'node_id', type: 'String', comment: '' },
    { name: 'cover', type: 'Nullable(Float64)', comment: '' },
  ],
  masked: [],
  policy: () => 'true',
});
const viewer: Viewer = { id: 'd', role: 'data', claims: {} };
const order = totalOrder(entity, viewer, [{ field: 'cover', direction: 'desc' }]);

describe('keyset', () => {
  it('ends every order with the key, in the direction of its first term', () => {
    expect(orderBy(order)).toBe('`cover` desc nulls last, `sku` desc nulls last, `node_id` desc nulls last');
    expect(orderBy(totalOrder(entity, viewer, []))).toBe('`sku` asc nulls last, `node_id` asc nulls last');
  });

  it('goes on after a value, then after equal values, then to what has none', () => {
    const { bind, parameters } = createBinder();
    expect(afterCursor(order, cursorOf(order, { sku: 'a', nodeId: 'n', cover: 3 }), bind)).toBe(
      '((`cover` < {q3:Float64} or `cover` is null) or (`cover` = {q3:Float64} and (`sku` < {q2:String} or ' +
        '(`sku` = {q2:String} and `node_id` < {q1:String}))))',
    );
    expect(parameters).toEqual({ q1: 'n', q2: 'a', q3: 3 });
  });

  it('goes on among rows without a value', () => {
    const { bind } = createBinder();
    const after = afterCursor(order, cursorOf(order, { sku: 'a', nodeId: 'n', cover: null }), bind);
    expect(after).toMatch(/^\(false or \(`cover` is null and /);
  });

  it('refuses a cursor of another order, and what is no cursor', () => {
    const { bind } = createBinder();
    const other = totalOrder(entity, viewer, [{ field: 'cover', direction: 'asc' }]);
    for (const cursor of [cursorOf(other, { sku: 'a', nodeId: 'n', cover: 1 }), '', 'bm9wZQ', '😀']) {
      expect(() => afterCursor(order, cursor, bind)).toThrow(/cursor/);
    }
  });
});
