import { describe, expect, it } from 'vitest';
import type { Comparison, TimeRange } from '../query.ts';
import { commonCalendar } from './calendar/calendar.ts';
import { resolveTime } from './period.ts';

const at = (text: string) => new Date(text);
const iso = (instant: number) => new Date(instant).toISOString();
const resolved = (range: TimeRange, now: string, compare?: Comparison) => {
  const { current, compared } = resolveTime(range, compare ? { compare } : {}, at(now));
  return [current, compared[0]].map((period) => period && `${iso(period.from)}/${iso(period.to)}`);
};

describe('resolveTime', () => {
  it('begins today at the midnight of the zone and ends it now', () => {
    const range = { preset: 'today', timeZone: 'Asia/Shanghai' } as const;
    expect(resolved(range, '2026-03-01T15:59:59.999Z')).toEqual([
      '2026-02-28T16:00:00.000Z/2026-03-01T16:00:00.000Z',
      undefined,
    ]);
    expect(resolved(range, '2026-03-01T16:00:00.000Z')[0]).toBe(
      '2026-03-01T16:00:00.000Z/2026-03-01T16:00:00.001Z',
    );
  });

  it('compares today with the same hours a week ago, also over a change of the clock', () => {
    // Berlin puts the clock forward on 2026-03-29: noon is 11:00 UTC before and 10:00 UTC after.
    expect(
      resolved({ preset: 'today', timeZone: 'Europe/Berlin' }, '2026-03-30T10:00:00.000Z', 'week_ago'),
    ).toEqual([
      '2026-03-29T22:00:00.000Z/2026-03-30T10:00:00.001Z',
      '2026-03-22T23:00:00.000Z/2026-03-23T11:00:00.001Z',
    ]);
  });

  it('takes the length of the period before it', () => {
    const periodBefore = (from: string, to: string) =>
      resolved({ from, to }, '2026-06-01T00:00:00Z', 'previous_period')[1];
    expect(periodBefore('2026-03-01', '2026-04-01')).toBe(
      '2026-02-01T00:00:00.000Z/2026-03-01T00:00:00.000Z',
    );
    expect(periodBefore('2026-03-10', '2026-03-12')).toBe(
      '2026-03-08T00:00:00.000Z/2026-03-10T00:00:00.000Z',
    );
    expect(periodBefore('2026-03-10T06:00:00Z', '2026-03-10T09:00:00Z')).toBe(
      '2026-03-10T03:00:00.000Z/2026-03-10T06:00:00.000Z',
    );
  });

  it('stops the month before at its last day', () => {
    expect(resolved({ preset: 'month_to_date' }, '2026-03-31T12:00:00.000Z', 'previous_period')).toEqual([
      '2026-03-01T00:00:00.000Z/2026-03-31T12:00:00.001Z',
      '2026-02-01T00:00:00.000Z/2026-02-28T12:00:00.001Z',
    ]);
    expect(resolved({ from: '2024-02-29', to: '2024-03-01' }, '2026-01-01T00:00:00Z', 'year_ago')[1]).toBe(
      '2023-02-28T00:00:00.000Z/2023-03-01T00:00:00.000Z',
    );
  });

  it('counts days of a preset with today as the last', () => {
    expect(resolved({ preset: 'last_7_days' }, '2026-03-07T08:00:00.000Z')[0]).toBe(
      '2026-03-01T00:00:00.000Z/2026-03-07T08:00:00.001Z',
    );
    expect(
      resolved({ preset: 'yesterday', timeZone: 'America/Los_Angeles' }, '2026-03-09T12:00:00.000Z')[0],
    ).toBe(
      // 8 March has 23 hours there.
      '2026-03-08T08:00:00.000Z/2026-03-09T07:00:00.000Z',
    );
  });

  it.each([
    [{ preset: 'today', from: '2026-01-01' }, 'exclude each other'],
    [{ preset: 'today', campaign: { event: 'sale' } }, 'exclude each other'],
    [{}, 'no beginning'],
    [{ from: '2026-02-30' }, 'no date'],
    [{ from: 'yesterday' }, 'no date'],
    [{ from: '1815-06-18' }, 'no date'],
    [{ from: '2026-01-02', to: '2026-01-01' }, 'ends before it begins'],
    [{ from: '2026-01-01', timeZone: 'Mars/Olympus' }, 'no time zone'],
  ] as const)('refuses %j', (range, message) => {
    expect(() => resolved(range, '2026-03-07T08:00:00.000Z')).toThrow(message);
  });

  it.each([
    ['week_to_date', '2026-03-02T00:00:00.000Z/2026-03-04T10:00:00.001Z'],
    ['last_week', '2026-02-23T00:00:00.000Z/2026-03-02T00:00:00.000Z'],
    ['last_month', '2026-02-01T00:00:00.000Z/2026-03-01T00:00:00.000Z'],
    ['quarter_to_date', '2026-01-01T00:00:00.000Z/2026-03-04T10:00:00.001Z'],
    ['last_quarter', '2025-10-01T00:00:00.000Z/2026-01-01T00:00:00.000Z'],
    ['last_year', '2025-01-01T00:00:00.000Z/2026-01-01T00:00:00.000Z'],
    ['last_12_months', '2025-03-01T00:00:00.000Z/2026-03-01T00:00:00.000Z'],
    ['fiscal_year_to_date', '2026-01-01T00:00:00.000Z/2026-03-04T10:00:00.001Z'],
  ] as const)('knows %s', (preset, period) => {
    expect(resolved({ preset }, '2026-03-04T10:00:00.000Z')[0]).toBe(period);
  });
});

describe('calendars and campaigns', () => {
  const events = new Map([
    [
      'sale',
      [
        { edition: '2024', from: '2024-11-08', to: '2024-11-12' },
        { edition: '2025', from: '2025-11-01', to: '2025-11-11' },
      ],
    ],
  ]);
  const resolve = (
    range: TimeRange,
    asked: Parameters<typeof resolveTime>[1] = {},
    now = '2026-03-04T10:00:00Z',
  ) => resolveTime(range, asked, at(now), { events, calendar: commonCalendar });
  const days = ({ from, to }: { from: number; to: number }) =>
    `${iso(from).slice(0, 10)}/${iso(to).slice(0, 10)}`;
  const sale = { campaign: { event: 'sale', edition: '2025' } };

  it('begin weeks and fiscal years where the question says', () => {
    const calendar = { weekStart: 'sunday', fiscalStart: 4 } as const;
    expect(days(resolve({ preset: 'last_week', calendar }).current)).toBe('2026-02-22/2026-03-01');
    expect(days(resolve({ preset: 'fiscal_year_to_date', calendar }).current)).toBe('2025-04-01/2026-03-04');
  });

  it('take the days of an edition, the latest that has begun where none is named', () => {
    expect(days(resolve(sale).current)).toBe('2025-11-01/2025-11-12');
    const [latest, underWay] = ['2025-10-31T00:00:00Z', '2025-11-03T09:00:00Z'].map(
      (now) => resolve({ campaign: { event: 'sale' } }, {}, now).current,
    );
    expect(days(latest!)).toBe('2024-11-08/2024-11-13');
    expect(iso(underWay!.to)).toBe('2025-11-03T09:00:00.001Z');
  });

  it('compare a campaign under way with as many days as it has had', () => {
    const { compared } = resolve(sale, { compare: 'previous_period' }, '2025-11-03T09:00:00Z');
    expect(compared.map(({ from, to }) => `${iso(from)}/${iso(to)}`)).toEqual([
      '2025-10-29T00:00:00.000Z/2025-10-31T09:00:00.001Z',
    ]);
  });

  it('compare day k with day k, and know the days that have none', () => {
    const [compared] = resolve(sale, { compare: 'same_campaign_day' }).compared;
    expect(days(compared!)).toBe('2024-11-08/2024-11-13');
    expect(compared!.missing).toEqual([
      ...['2025-11-06', '2025-11-07', '2025-11-08', '2025-11-09', '2025-11-10', '2025-11-11'],
    ]);
  });

  it.each<[string, TimeRange, Parameters<typeof resolve>[1], RegExp]>([
    ['an event nobody knows', { campaign: { event: 'sail' } }, {}, /no event «sail»/],
    ['an edition nobody knows', { campaign: { event: 'sale', edition: '1999' } }, {}, /no edition 1999/],
    [
      'an edition without one before',
      { campaign: { event: 'sale', edition: '2024' } },
      { compare: 'same_campaign_day' },
      /before the edition 2024/,
    ],
    ['days of no campaign', { from: '2026-01-01' }, { compare: 'same_campaign_day' }, /not about a campaign/],
    [
      'several editions at once',
      { from: '2024-01-01', to: '2026-01-01' },
      { comparisons: [{ event: 'sale' }] },
      /several editions/,
    ],
    [
      'times before all',
      { from: '2026-01-01', to: '2026-02-01' },
      { comparisons: [{ ago: { count: 60, unit: 'year' } }] },
      /too far back/,
    ],
  ])('refuse %s', (_name, range, asked, message) => {
    expect(() => resolve(range, asked)).toThrow(message);
  });
});
