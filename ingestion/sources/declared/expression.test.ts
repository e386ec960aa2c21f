import { describe, expect, it } from 'vitest';
import type { Payload } from '../payload/json.ts';
import { evaluate, parseExpression, type Scope } from './expression.ts';

const payload: Payload = {
  meta: { page: '2' },
  orders: [
    {
      id: '1',
      'Order Total': '9.90',
      empty: '',
      nothing: null,
      lines: [{ sku: 'A' }, { sku: 'B' }],
      deep: [{ x: [{ y: '1' }] }, { x: [{ y: '2' }] }],
    },
  ],
};
const order = (payload as { orders: Payload[] }).orders[0]!;
const scope: Scope = { record: order, around: { record: payload, payload }, payload };
const value = (source: string) =>
  evaluate(
    parseExpression(source),
    scope,
    (given, converter, args) => `${converter}(${[given, ...args].join(',')})`,
  );

describe('an expression', () => {
  it.each<[string, Payload | undefined]>([
    ['id', '1'],
    ['.', order],
    ['`Order Total`', '9.90'],
    ['lines[].sku', ['A', 'B']],
    ['lines[0].sku', 'A'],
    ['lines[-1].sku', 'B'],
    ['deep[].x[].y', ['1', '2']],
    ['$.meta.page', '2'],
    ['^.meta.page', '2'],
    ["'EUR'", 'EUR'],
    ["'it\\'s'", "it's"],
    ['empty', undefined],
    ['nothing', undefined],
    ['id.further', undefined],
    ['toString', undefined],
    ['empty ?? nothing ?? id', '1'],
    ['id | minor(^.meta.page)', 'minor(1,2)'],
    ["id | a | b('x', lines[0].sku)", 'b(a(1),x,A)'],
    ['empty | a', undefined],
    ["empty | a ?? 'none'", 'none'],
  ])('%s', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it.each(['', 'a..b', 'a |', 'a | b(', "'open", 'a b', 'a[x]'])(
    '«%s» is refused with the place',
    (source) => {
      expect(() => parseExpression(source)).toThrow(/at sign \d+/);
    },
  );
});
