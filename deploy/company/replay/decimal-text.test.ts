import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalText, millionths, times } from './decimal-text.ts';

it('is exact where floating point is not', () => {
  expect(decimalText(times('6', '2.55'))).toBe('15.30');
  expect(decimalText(times('-3', '0.001'))).toBe('-0.003');
  expect(decimalText(times('1', '-11062.06'))).toBe('-11062.06');
  expect(decimalText(times('80995', '2.08'))).toBe('168469.60');
});

it('reads what it writes', () => {
  fc.assert(
    fc.property(fc.bigInt(), (value) => {
      expect(millionths(decimalText(value))).toBe(value);
    }),
  );
});

it.each(['', '1e3', '1,5', '.5', '0.0000001', 'NaN'])('refuses «%s»', (text) => {
  expect(() => millionths(text)).toThrow(RangeError);
});
