import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import { decimal } from '#warehouse';
import { amount, flag, instantUtc, readAs } from './fields.ts';
import { parsePayload } from './json.ts';
import { minus, negated, perUnit, sum } from './money.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const amounts = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) =>
    decimal(String(units))
      .div(decimal(String(10 ** scale)))
      .toFixed(scale),
  );

describe('parsePayload', () => {
  it('keeps every digit of a number, as text', () => {
    fc.assert(
      fc.property(fc.bigInt(), amounts, (id, price) => {
        expect(parsePayload(bytes(`{"id":${id},"price":${price},"list":[${id}]}`))).toEqual({
          id: String(id),
          price,
          list: [String(id)],
        });
      }),
    );
  });

  it('refuses what is not JSON, not UTF-8, or says one key twice', () => {
    for (const bad of [
      bytes('{"a":1'),
      bytes(''),
      new Uint8Array([0x22, 0xff, 0x22]),
      bytes('{"a":1,"a":2}'),
    ]) {
      expect(() => parsePayload(bad)).toThrow(EntrepotError);
    }
  });
});

describe('fields', () => {
  it('reads an amount as written; an exponent is written out', () => {
    fc.assert(
      fc.property(amounts, (text) => {
        expect(readAs(amount, text, 'x')).toBe(text);
      }),
    );
    expect(readAs(amount, '1.5e3', 'x')).toBe('1500');
    for (const bad of ['1,50', '', 'NaN', '1.', '0x1'])
      expect(() => readAs(amount, bad, 'x')).toThrow(/decimal/);
  });

  it('reads instants with any offset and refuses those without', () => {
    expect(readAs(instantUtc, '2008-01-10T11:00:00-05:00', 'x')).toBe('2008-01-10T16:00:00.000Z');
    expect(readAs(instantUtc, '2026-03-01T09:30:00+0000', 'x')).toBe('2026-03-01T09:30:00.000Z');
    expect(readAs(instantUtc, '2026-03-01T09:30:00.1234567Z', 'x')).toBe('2026-03-01T09:30:00.123Z');
    for (const bad of ['2026-03-01T09:30:00', '2026-03-01', '2026-13-01T00:00:00Z', '1700000000']) {
      expect(() => readAs(instantUtc, bad, 'x')).toThrow(/instant/);
    }
  });

  it('reads booleans written as words', () => {
    expect([readAs(flag, 'true', 'x'), readAs(flag, 'False', 'x'), readAs(flag, true, 'x')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('money', () => {
  it('adds exactly, in any order, and takes back what it added', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 8 }), amounts, (list, one) => {
        expect(decimal(sum(list)).eq(decimal(sum([...list].reverse())))).toBe(true);
        expect(decimal(minus(sum([...list, one]), one)).eq(decimal(sum(list)))).toBe(true);
        expect(decimal(sum([one, negated(one)])).eq(decimal('0'))).toBe(true);
      }),
    );
    expect(sum(['0.10', '0.20'])).toBe('0.30');
    expect(sum([])).toBe('0');
    expect(negated('0.00')).toBe('0.00');
  });

  it('spreads a total over units, exact where it divides', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        amounts.filter((each) => each.length < 18),
        (units, price) => {
          const total = decimal(price)
            .times(decimal(String(units)))
            .toFixed();
          expect(decimal(perUnit(total, String(units))).eq(decimal(price))).toBe(true);
        },
      ),
    );
    expect(perUnit('10.00', '3')).toBe('3.333333');
    expect(perUnit('1200', '2')).toBe('600');
    expect(perUnit('10.00', '0')).toBe('10.00');
  });
});
