import fc from 'fast-check';
import type { AskedComparison, Grain, MetricQuery } from '../../query.ts';
import { retailPatterns, weekdays } from '../../time/calendar/retail.ts';
import { shiftDays } from '../shape-oracle.ts';
import { nameOf } from './calendar-expected.ts';
import { calendarMetrics } from './calendar-oracle.ts';

const calendar = fc.record({
  weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
  fiscalStart: fc.integer({ min: 1, max: 12 }),
  retail: fc.record({
    pattern: fc.constantFrom(...retailPatterns),
    ends: fc.constantFrom('last' as const, 'nearest' as const),
    weekday: fc.constantFrom(...weekdays),
    month: fc.integer({ min: 1, max: 12 }),
  }),
});
const comparison: fc.Arbitrary<AskedComparison> = fc.oneof(
  fc.constantFrom<AskedComparison>(
    { period: 'previous_period' },
    { period: 'week_ago' },
    { period: 'year_ago' },
    { period: 'year_ago_weekday' },
    { event: 'sale' },
  ),
  fc.record({
    ago: fc.record({ count: fc.integer({ min: 2, max: 14 }), unit: fc.constantFrom('day', 'month') }),
  }),
);
const grains: (Grain | undefined)[] = [
  ...(['day', 'week', 'month', 'quarter', 'year', 'fiscal_month', 'fiscal_quarter', 'fiscal_year'] as const),
  ...(['retail_week', 'retail_month', 'retail_quarter', 'retail_year', undefined] as const),
];
const stretch = fc.oneof(
  fc.record({ start: fc.integer({ min: 0, max: 440 }), length: fc.integer({ min: 1, max: 100 }) }),
  // Ends of months, where shorter months lie opposite.
  fc.record({ start: fc.integer({ min: 38, max: 104 }), length: fc.integer({ min: 1, max: 6 }) }),
);

/** A question of any shape about the sample. */
export const question: fc.Arbitrary<MetricQuery> = fc
  .record({
    metrics: fc.uniqueArray(fc.constantFrom(...calendarMetrics), { minLength: 1, maxLength: 4 }),
    dimensions: fc.uniqueArray(fc.constantFrom('channel', 'shop_id', 'brand'), { maxLength: 2 }),
    stretch,
    grain: fc.constantFrom(...grains),
    timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York', 'marketplace'),
    calendar,
    compare: fc.constantFrom('previous_period' as const, 'year_ago' as const, undefined),
    comparisons: fc.uniqueArray(comparison, { maxLength: 3, selector: nameOf }),
    currency: fc.constantFrom<NonNullable<MetricQuery['currency']>>(
      { mode: 'reporting' },
      { mode: 'reporting', code: 'EUR' },
      { mode: 'functional' },
    ),
    isCampaign: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0),
    isFiltered: fc.boolean(),
  })
  .map(
    ({
      stretch: { start, length },
      grain,
      timeZone,
      calendar: rule,
      compare,
      isCampaign,
      isFiltered,
      ...rest
    }) => {
      const from = shiftDays('2024-12-22', start);
      const metrics =
        rest.dimensions.length > 0 || isFiltered || rest.currency.mode === 'functional'
          ? rest.metrics.filter((metric) => metric !== 'stock_available')
          : rest.metrics;
      const chosen = metrics.length > 0 ? metrics : ['units'];
      const withoutBrand = chosen.some((metric) => ['clicks', 'ad_spend'].includes(metric));
      const dimensions = rest.dimensions.filter((name) => name !== 'brand' || !withoutBrand);
      return {
        ...{
          metrics: chosen,
          comparisons: rest.comparisons,
          currency: rest.currency,
          totals: true,
          limit: 50_000,
        },
        ...{
          dimensions:
            rest.currency.mode === 'functional' ? [...dimensions, 'functional_currency'] : dimensions,
        },
        time: {
          ...(isCampaign
            ? { campaign: { event: 'sale', edition: 'second' } }
            : { from, to: shiftDays(from, length) }),
          ...{ timeZone, calendar: rule },
          ...(isCampaign ? { grain: 'campaign_day' as const } : grain ? { grain } : {}),
        },
        ...(isCampaign ? { compare: 'same_campaign_day' as const } : compare ? { compare } : {}),
        ...(isFiltered ? { where: { not: { dimension: 'shop_id', eq: 'us' } } } : {}),
      };
    },
  );
