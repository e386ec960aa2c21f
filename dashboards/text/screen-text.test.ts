import { describe, expect, it } from 'vitest';
import { createScreenText, spelledOut } from './screen-text.ts';

const english = createScreenText({ language: 'en', currency: 'USD', timeZone: 'UTC' });
const chinese = createScreenText({ language: 'zh', currency: 'CNY', timeZone: 'Asia/Shanghai' });

describe('figure', () => {
  it('writes money whole, brief and small as each is read best', () => {
    expect(english.figure('12345678.90', 'money')).toBe('$12,345,679');
    expect(english.figure('12345678.90', 'money', { brief: true })).toBe('$12.3M');
    expect(english.figure('62.40', 'money', { brief: true })).toBe('$62.40');
    expect(english.figure('62.40', 'money', { brief: true, whole: true })).toBe('$62');
    expect(english.figure('0', 'money')).toBe('$0');
    expect(chinese.figure('1234567890', 'money')).toBe('¥1,234,567,890');
    expect(chinese.figure('1234567890', 'money', { brief: true })).toBe('¥12.3亿');
  });

  it('keeps every digit of an amount no float could hold', () => {
    expect(english.figure('9007199254740993', 'money')).toBe('$9,007,199,254,740,993');
  });

  it('lets no foreign currency pass for the screen’s own', () => {
    expect(english.figure('60.5', 'money', { currency: 'MXN' })).toBe('MX$60.50');
    expect(english.figure('9000', 'money', { currency: 'JPY' })).toBe('¥9,000');
    expect(chinese.figure('9000', 'money', { currency: 'JPY' })).toBe('JP¥9,000');
  });

  it('writes percentages, counts and nothing', () => {
    expect(english.figure('0.214', 'percent')).toBe('21.4%');
    expect(english.figure(184210, 'count', { brief: true })).toBe('184,210');
    expect(english.figure(2_840_000, 'count', { brief: true })).toBe('2.84M');
    expect(english.figure(null, 'money')).toBe('–');
    expect(english.figure('', 'count')).toBe('–');
  });
});

describe('names', () => {
  it('translates members and spells out codes nobody has translated', () => {
    expect(english.member('channel', 'mercado_libre')).toBe('Mercado Libre');
    expect(chinese.member('channel', 'mercado_libre')).toBe('美客多');
    expect(chinese.member('country', 'BR')).toBe('巴西');
    expect(english.member('shop_id', 'amazon_us_2')).toBe('Amazon US 2');
    expect(spelledOut('PC-NEW')).toBe('PC-NEW');
  });

  it('takes a title from its key or from the definition itself', () => {
    expect(chinese.label('panel.salesToday')).toBe('今日销售额');
    expect(chinese.label({ en: 'Returns', zh: '退货' })).toBe('退货');
    expect(chinese.label({ en: 'Returns' })).toBe('Returns');
  });
});

describe('time', () => {
  it('shows the clock and the day of the screen’s zone', () => {
    const at = Date.parse('2026-03-01T16:05:00Z');
    expect(english.clock(at)).toEqual({ time: '16:05', date: 'Sunday, March 1' });
    expect(chinese.clock(at)).toEqual({ time: '00:05', date: '3月2日星期一' });
  });

  it.each([
    [4.9, '4 s'],
    [-1, '0 s'],
    [120, '2 min'],
    [7_200, '2 h'],
    [200_000, '2 d'],
  ])('shortens an age of %d s to %s', (seconds, words) => {
    expect(english.age(seconds)).toBe(words);
  });
});
