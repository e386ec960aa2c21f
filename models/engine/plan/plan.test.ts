import { describe, expect, it } from 'vitest';
import { readModel } from '../project/read-model.ts';
import { breaks } from './breaks.ts';
import { columnChanges } from './column-changes.ts';
import { differences } from './differences.ts';
import { downstreamOf } from './downstream.ts';
import type { ColumnChanges, Reader } from './plan.ts';

const model = (text: string) => readModel('dwd_line', 'models/dwd/dwd_line.sql', text).model;
const none: ColumnChanges = { added: [], removed: [], retyped: [] };
const reading = (kind: Reader['kind'], name: string, ...columns: string[]): Reader => ({
  ...{ kind, name, model: 'dwd_line' },
  reads: (column) => columns.includes(column),
});

describe('columnChanges', () => {
  it('tells what comes, goes and changes its type, whatever the order', () => {
    const before = [
      { name: 'a', type: 'String' },
      { name: 'b', type: 'Int64' },
      { name: 'c', type: 'Date' },
    ];
    const after = [
      { name: 'c', type: 'DateTime' },
      { name: 'a', type: 'String' },
      { name: 'd', type: 'Date' },
    ];
    expect(columnChanges(before, after)).toEqual({
      added: [{ name: 'd', type: 'Date' }],
      removed: [{ name: 'b', type: 'Int64' }],
      retyped: [{ name: 'c', from: 'Date', to: 'DateTime' }],
    });
    expect(columnChanges(before, before.toReversed())).toEqual(none);
  });
});

describe('differences', () => {
  const before = model(`-- Lines.
-- kind: table
-- grain: a, b
-- owner: ann
select
  a,  -- what it is
  b
from t`);

  it('are none where only layout, the order of header lines or the place of a comment is different', () => {
    const after = model(`--   Lines.

-- owner: ann
-- grain: a,b
-- kind: table
select b, /* nothing */
  a -- what it is
from t`);
    expect(differences(before, after, true)).toEqual({ deciding: [], saying: [] });
  });

  it('tell what decides on rows from what is only said', () => {
    const after = model(`-- Lines of orders.
-- kind: table
-- grain: a
-- owner: ben
-- checks: not_null(a)
select
  a,  -- another
  b
from t`);
    expect(differences(before, after, false)).toEqual({
      deciding: ['grain', 'sql'],
      saying: ['checks', 'owner', 'description', 'description of a'],
    });
  });
});

describe('breaks', () => {
  const before = model('-- kind: table\n-- grain: a\n-- expose: Line\nselect a, b from t');
  const consumers = [
    reading('metric', 'sales', 'b'),
    reading('graphql', 'Line', 'a', 'b'),
    reading('model', 'dws_day', 'a'),
  ];
  const told = (after: string, columns = none) =>
    breaks(before, model(after), columns, consumers).map(
      ({ what, breaks: who }) => `${what}: ${who.map(({ name }) => name).join(', ')}`,
    );

  it('name who relied on what', () => {
    const text = '-- kind: table\n-- grain: a\n-- expose: Line\nselect a from t';
    const removed = [
      { name: 'b', type: 'String' },
      { name: 'unused', type: 'String' },
    ];
    expect(told(text, { ...none, removed })).toEqual(['b is removed: sales, Line']);
    expect(told(text, { ...none, retyped: [{ name: 'a', from: 'String', to: 'Int64' }] })).toEqual([
      'a becomes Int64 (was String): Line, dws_day',
    ]);
  });

  it('are another grain, a narrowed policy, a mask and another name in GraphQL; a wider policy is none', () => {
    expect(told('-- kind: table\n-- grain: a, b\n-- expose: Line\nselect a, b from t')).toEqual([
      'a row is one of (a, b), no more one of (a): sales, Line, dws_day',
    ]);
    const narrow =
      '-- kind: table\n-- grain: a\n-- expose: Row\n-- rows: a = viewer.a\n-- mask: b\nselect a, b from t';
    expect(told(narrow)).toEqual([
      'fewer rows may be seen: a = viewer.a: sales, Line',
      'b is masked: sales, Line',
      'Line is called Row: Line',
    ]);
    expect(
      breaks(model(narrow), model(narrow.replace('-- rows: a = viewer.a\n', '')), none, consumers),
    ).toEqual([]);
    expect(breaks(before, undefined, none, [])).toEqual([]);
  });
});

describe('downstreamOf', () => {
  it('follows models up to the last that reads them', () => {
    const store = { of: () => ({ partitions: new Map([['', { rows: 3 }]]) }) };
    const models = [
      { name: 'b', inputs: new Map([['a', 1]]) },
      { name: 'c', inputs: new Map([['x', 1]]) },
      { name: 'd', inputs: new Map([['b', 1]]) },
    ];
    expect(downstreamOf('a', models as never, store as never)).toEqual([
      { model: 'b', partitions: 1, rows: 3 },
      { model: 'd', partitions: 1, rows: 3 },
    ]);
  });
});
