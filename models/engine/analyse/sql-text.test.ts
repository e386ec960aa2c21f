import { describe, expect, it } from 'vitest';
import { codeOnly, lineOfName, lineOfUnmatched } from './sql-text.ts';

describe('sql text', () => {
  it('blanks strings and comments and keeps every place', () => {
    const sql = "select 'a''b\\'c', x -- it's y\n/* z\n*/ from `t`";
    expect(codeOnly(sql).match(/\S+/g)).toEqual(['select', ',', 'x', 'from', '`t`']);
    expect(codeOnly(sql).split('\n')).toHaveLength(3);
    expect(codeOnly(sql)).toHaveLength(sql.length);
  });

  it('finds the line of a name that stands for itself', () => {
    const sql = "select 'qty' as text, -- qty\n  order_qty,\n  o.qty,\n  qty\nfrom x";
    expect(lineOfName(sql, 'qty')).toBe(3);
    expect(lineOfName(sql, 'o.qty')).toBe(2);
    expect(lineOfName(sql, 'sum(')).toBeUndefined();
  });

  it('finds the parenthesis without a partner', () => {
    expect(lineOfUnmatched("select (1),\n  count(')',\n  2")).toBe(1);
    expect(lineOfUnmatched('select 1\n)')).toBe(1);
    expect(lineOfUnmatched('select (1)')).toBeUndefined();
  });
});
