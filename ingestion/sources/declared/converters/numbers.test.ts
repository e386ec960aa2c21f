import { expect, it } from 'vitest';
import { numbers } from './numbers.ts';

const context = { words: {}, shop: undefined, source: 's', account: undefined, receivedAt: undefined };
const convert = (name: string, value: string, ...given: string[]) =>
  numbers[name]!.convert(value, given, context);

it('divides exactly, to 18 places', () => {
  expect(convert('divided', '4.7310', '100')).toBe('0.04731');
  expect(convert('divided', '1', '3')).toBe('0.333333333333333333');
  expect(convert('divided', '9007199254740993.5', '1')).toBe('9007199254740993.5');
});

it('refuses to divide by zero, in words', () => {
  for (const zero of ['0', '0.00', '-0']) {
    expect(() => convert('divided', '1', zero)).toThrow(expect.objectContaining({ code: 'PAYLOAD_INVALID' }));
  }
});

it('keeps every digit of money', () => {
  expect(convert('minor', '1234567890123456789', 'USD')).toBe('12345678901234567.89');
  expect(convert('minor', '500', 'JPY')).toBe('500');
  expect(convert('minor', '1500', 'KWD')).toBe('1.500');
  expect(convert('decimal_comma', '1.234.567,89')).toBe('1234567.89');
});
