import { describe, expect, it } from 'vitest';
import type { Viewer } from '../query.ts';
import { createBinder } from './binder.ts';
import { rowPolicy } from './row-policy.ts';

const viewer: Viewer = { id: 'v', role: 'operator', claims: { shops: ["x') or 1=1 --"] } };

function policy(rows: string | undefined) {
  const { bind, parameters } = createBinder();
  return { sql: rowPolicy(rows, viewer, bind), parameters };
}

describe('rowPolicy', () => {
  it('binds claims, and lets a star stand for everything', () => {
    expect(policy('has(viewer.shops, shop_id) and has(viewer.profit_centers, profit_center)')).toEqual({
      sql: "(has({q1:Array(String)}, '*') or has({q1:Array(String)}, shop_id)) and (has({q2:Array(String)}, '*') or has({q2:Array(String)}, profit_center))",
      parameters: { q1: ["x') or 1=1 --"], q2: [] },
    });
  });

  it('takes any boolean over columns and claims', () => {
    expect(policy("has( viewer.shops , upper(concat(shop_id, ')'))) or length(viewer.shops) = 0").sql).toBe(
      "(has({q1:Array(String)}, '*') or has({q1:Array(String)}, upper(concat(shop_id, ')')))) or length({q1:Array(String)}) = 0",
    );
  });

  it('shows every row where a model has none', () => {
    expect(policy(undefined)).toEqual({ sql: 'true', parameters: {} });
  });

  it('refuses what is not closed', () => {
    expect(() => policy('has(viewer.shops, shop_id')).toThrow('not closed');
  });
});
