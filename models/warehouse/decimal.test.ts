import { describe, expect, it } from 'vitest';
import { decimal, fromMinorUnits, toMinorUnit } from './decimal.ts';

describe('decimal', () => {
  it('keeps every digit', () => {
    expect(decimal('0.1').plus(decimal('0.2')).toString()).toBe('0.3');
    const large = '12345678901234567890123456789012.123456';
    expect(decimal(large).toFixed(6)).toBe(large);
  });

  it('rounds half to even, to the minor unit of the currency', () => {
    expect(toMinorUnit(decimal('2.345'), 'EUR')).toBe('2.34');
    expect(toMinorUnit(decimal('2.355'), 'EUR')).toBe('2.36');
    expect(toMinorUnit(decimal('2.5'), 'JPY')).toBe('2');
    expect(toMinorUnit(decimal('1'), 'KWD')).toBe('1.000');
  });

  it('reads minor units', () => {
    expect(fromMinorUnits(1234n, 'USD')).toBe('12.34');
    expect(fromMinorUnits(-5n, 'USD')).toBe('-0.05');
    expect(fromMinorUnits(500n, 'VND')).toBe('500');
  });

  it('refuses what is not a decimal', () => {
    expect(() => decimal('1,5')).toThrow(/not a decimal/);
  });
});
