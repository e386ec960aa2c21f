import { describe, expect, it } from 'vitest';
import { createFormats } from './formats.ts';

const en = createFormats('en', 'UTC');

describe('createFormats', () => {
  it('keeps every digit of decimal text', () => {
    expect(en.money('90071992547409931.25', 'USD')).toBe('$90,071,992,547,409,931.25');
    expect(en.number('0.1234567', { digits: 7 })).toBe('0.1234567');
  });

  it('uses the currency’s own minor unit and the language’s own marks', () => {
    expect(en.money('1234', 'JPY')).toBe('¥1,234');
    expect(createFormats('zh').money('1234.5', 'CNY')).toBe('¥1,234.50');
    expect(createFormats('es').money('1234567.5', 'EUR')).toMatch(/1\.234\.567,50\s€/);
  });

  it('shortens', () => {
    expect(en.money(1_250_000, 'EUR', { compact: true })).toBe('€1.3M');
    expect(createFormats('zh').number(12_300_000, { compact: true })).toBe('1230万');
  });

  it('writes ratios, with a sign where asked', () => {
    expect(en.percent(0.254)).toBe('25.4%');
    expect(en.percent(0.254, { signed: true })).toBe('+25.4%');
    expect(en.percent(0, { signed: true })).toBe('0.0%');
  });

  it('does not shift a calendar day to another zone', () => {
    expect(createFormats('en', 'America/Los_Angeles').date('2026-03-01')).toBe('Mar 1, 2026');
    expect(createFormats('en', 'America/Los_Angeles').date('2026-03-01T02:00:00Z')).toBe('Feb 28, 2026');
  });

  it('says how long ago', () => {
    const now = Date.parse('2026-03-01T12:00:00Z');
    expect(en.relativeAge('2026-03-01T11:57:00Z', now)).toBe('3 minutes ago');
    expect(en.relativeAge('2026-03-01T12:00:00Z', now)).toBe('now');
    expect(createFormats('zh').relativeAge('2026-02-27T12:00:00Z', now)).toBe('前天');
  });

  it('shows a dash where there is nothing', () => {
    expect([en.money(null, 'EUR'), en.number(undefined), en.date(''), en.time('nonsense')]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
  });

  it('names countries', () => {
    expect(createFormats('pt').countryName('DE')).toBe('Alemanha');
    expect(en.countryName('Unspecified')).toBe('Unspecified');
  });
});
