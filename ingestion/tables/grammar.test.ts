import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../contracts/contract.ts';
import { count, day, flag, id, instant, maybe, money, oneOf, smallCount } from '../contracts/fields.ts';
import { grammar } from './grammar.ts';
import { wholeNumber } from './grammar-values.ts';
import { shapeOf } from './schema.ts';

const sample = contract({
  name: 'test.sample',
  version: 1,
  description: 'A sample.',
  entity: 'id',
  shape: z.object({
    id: id(),
    kind: oneOf(['a.b', 'c']),
    n: smallCount(),
    ok: maybe(flag()),
    at: maybe(instant()),
    on: maybe(day()),
    price: maybe(money()),
    lines: z.array(z.object({ sku: id(), qty: count() })).max(10),
  }),
});
const form = new RegExp(grammar(shapeOf(sample)), 's');
const good = { id: 'x', kind: 'a.b', n: 1, ok: null, lines: [{ sku: 's', qty: 2 }] };
const fits = (change: object) => form.test(JSON.stringify({ ...good, ...change }));

describe('grammar', () => {
  it('takes any order of keys, blanks, escapes and absent optional fields', () => {
    expect(form.test(JSON.stringify(good))).toBe(true);
    expect(form.test(JSON.stringify(good, null, 2))).toBe(true);
    expect(form.test('{"lines":[],"n":65535,"kind":"c","id":"say \\"hi\\" \\u00e9"}')).toBe(true);
  });

  it.each([
    ['a number in a text', { id: 5 }],
    ['an empty id', { id: '' }],
    ['a word of no list', { kind: 'aXb' }],
    ['a fraction in a whole number', { n: 1.5 }],
    ['text in a whole number', { n: '1' }],
    ['more than the type holds', { n: 65_536 }],
    ['less than nothing', { n: -1 }],
    ['null where a value must be', { n: null }],
    ['a word for true', { ok: 'true' }],
    ['a day that does not exist', { on: '2026-02-29' }],
    ['an hour that does not exist', { at: '2026-03-01T24:00:00Z' }],
    ['an instant with another zone', { at: '2026-03-01T12:00:00+01:00' }],
    ['an amount that is a number', { price: { amount: 1, currency: 'EUR' } }],
    ['too many decimals', { price: { amount: '1.1234567', currency: 'EUR' } }],
    ['an empty object', { price: {} }],
    ['a text in a list of objects', { lines: ['s'] }],
    ['a list that is an object', { lines: {} }],
    ['a field it does not know', { extra: 1 }],
    ['a field it does not know inside', { lines: [{ sku: 's', qty: 1, colour: 'red' }] }],
  ])('refuses %s', (_what, change) => {
    expect(fits(change)).toBe(false);
  });

  it('knows leap years', () => {
    expect(fits({ on: '2024-02-29' })).toBe(true);
    expect(fits({ on: '2000-02-29' })).toBe(true);
    expect(fits({ on: '1900-02-29' })).toBe(false);
    expect(fits({ on: '2100-02-29' })).toBe(false);
  });

  it('refuses patterns that could run past the closing quote', () => {
    const shape = z.object({ id: z.string().regex(/^.*$/).meta({ lowersTo: 'String' }) });
    const wide = contract({ name: 'test.wide', version: 1, description: '', entity: 'id', shape });
    expect(() => grammar(shapeOf(wide))).toThrow(/cannot be checked/);
  });
});

describe('wholeNumber', () => {
  it.each([0, 7, 9, 10, 99, 255, 65_535, 4_294_967_295])('matches exactly 0 to %d', (maximum) => {
    const pattern = new RegExp(`^${wholeNumber(0, maximum)}$`);
    const near = [
      0,
      1,
      9,
      10,
      11,
      99,
      100,
      101,
      maximum - 11,
      maximum - 1,
      maximum,
      maximum + 1,
      maximum + 9,
      maximum * 10,
    ];
    for (const value of near.filter((each) => each >= 0)) {
      expect(`${value} ${pattern.test(String(value))}`).toBe(`${value} ${value <= maximum}`);
    }
  });

  it('spells a range that does not begin at zero', () => {
    const pattern = new RegExp(`^${wholeNumber(2, 12)}$`);
    expect([1, 2, 9, 12, 13].map((value) => pattern.test(String(value)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});
