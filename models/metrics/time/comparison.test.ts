import { describe, expect, it } from 'vitest';
import type { AskedComparison, TimeRange } from '../query.ts';
import { commonCalendar } from './calendar/calendar.ts';
import { resolveTime } from './period.ts';

const at = (text: string) => new Date(text);
const iso = (instant: number) => new Date(instant).toISOString();

describe('comparisons', () => {
  const editions = (...from: string[]) =>
    from.map((first) => ({ edition: first.slice(0, 4), from: first, to: first }));
  const events = new Map([
    ['black_friday', editions('2024-11-29', '2025-11-28', '2026-11-27')],
    ['lunar_new_year', editions('2025-01-29', '2026-02-17')],
  ]);
  const compared = (range: TimeRange, asked: AskedComparison) => {
    const [period] = resolveTime(range, { comparisons: [asked] }, at('2026-12-01T00:00:00Z'), {
      events,
      calendar: commonCalendar,
    }).compared;
    return `${iso(period!.from).slice(0, 10)}/${iso(period!.to).slice(0, 10)} ${period!.suffix}`;
  };

  it.each<[string, string, AskedComparison, string]>([
    ['2026-11-27', '2026-11-28', { event: 'black_friday' }, '2025-11-28/2025-11-29 _last_black_friday'],
    ['2026-11-20', '2026-12-01', { event: 'black_friday' }, '2025-11-21/2025-12-02 _last_black_friday'],
    ['2026-02-10', '2026-02-24', { event: 'lunar_new_year' }, '2025-01-22/2025-02-05 _last_lunar_new_year'],
    ['2026-03-02', '2026-03-09', { period: 'year_ago_weekday' }, '2025-03-03/2025-03-10 _year_ago_weekday'],
    ['2026-03-31', '2026-04-01', { ago: { count: 1, unit: 'month' } }, '2026-02-28/2026-03-01 _1_month_ago'],
    [
      '2026-03-01',
      '2026-04-01',
      { ago: { count: 2, unit: 'quarter' } },
      '2025-09-01/2025-10-01 _2_quarters_ago',
    ],
    ['2026-03-10', '2026-03-12', { ago: { count: 2, unit: 'week' } }, '2026-02-24/2026-02-26 _2_weeks_ago'],
  ])('%s to %s with %o', (from, to, asked, expected) => {
    expect(compared({ from, to }, asked)).toBe(expected);
  });

  it('with an event that nobody knows, or that was not yet held, are refused with what there is', () => {
    expect(() => compared({ from: '2026-11-01', to: '2026-12-01' }, { event: 'black_fridy' })).toThrow(
      expect.objectContaining({ available: ['black_friday', 'lunar_new_year'] }),
    );
    expect(() => compared({ from: '2024-11-20', to: '2024-12-01' }, { event: 'black_friday' })).toThrow(
      /before/,
    );
    expect(() => compared({ from: '2031-11-20', to: '2031-12-01' }, { event: 'black_friday' })).toThrow(
      /before/,
    );
  });
});

describe('the end of a month', () => {
  const compared = (from: string, to: string) => {
    const [period] = resolveTime(
      { from, to },
      { comparisons: [{ ago: { count: 1, unit: 'month' } }] },
      at('2026-12-01T00:00:00Z'),
    ).compared;
    return [iso(period!.from).slice(0, 10), iso(period!.to).slice(0, 10), ...period!.missing];
  };

  it('is compared with the end of a shorter one, and its other days with nothing', () => {
    const march = ['2026-03-29', '2026-03-30', '2026-03-31'];
    expect(compared('2026-03-01', '2026-04-01')).toEqual(['2026-02-01', '2026-03-01', ...march]);
    expect(compared('2026-03-01', '2026-03-31')).toEqual(['2026-02-01', '2026-03-01', ...march.slice(0, 2)]);
    expect(compared('2026-03-29', '2026-03-31')).toEqual(['2026-02-28', '2026-03-01', '2026-03-30']);
    expect(compared('2026-02-01', '2026-03-01')).toEqual(['2026-01-01', '2026-02-01']);
    expect(compared('2028-02-29', '2028-03-01')).toEqual(['2028-01-29', '2028-01-30']);
    expect(compared('2026-02-15', '2026-03-01')).toEqual(['2026-01-15', '2026-01-29']);
  });
});
