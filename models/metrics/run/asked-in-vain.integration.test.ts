import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricQuery } from '../query.ts';
import { exchange, rowsOf } from './oracle.ts';
import { bucketOf, type Fact, factsOf, figureOf, shiftDays, shiftYears } from './shape-oracle.ts';
import { openSample, sample } from './testing/calendar-database.ts';

/**
 * What users of other metric layers ask for in vain or were told wrongly, by the threads in which they say so. Each figure
 * is compared with one taken from the rows themselves.
 */
const spot = exchange(sample.rates);
let opened: Awaited<ReturnType<typeof openSample>>;
beforeAll(async () => {
  opened = await openSample('complaints');
});
afterAll(() => opened.drop());

const ask = (query: MetricQuery) => opened.ask(query);
const facts = (metrics: readonly string[]) => factsOf(sample, 'UTC', metrics);
const within = (all: readonly Fact[], from: string, to: string) =>
  all.filter(({ day }) => day >= from && day < to);
const spring = { from: '2026-01-10', to: '2026-03-20' };

describe('Cube', () => {
  it('#8486: year to date, its change on the year before, and a quotient over its own stretch', async () => {
    const metrics = ['net_sales', 'cancellation_rate'];
    const answer = await ask({
      ...{ metrics, time: { ...spring, grain: 'month' }, cumulative: [{ toDate: 'year' }] },
      comparisons: [{ period: 'year_ago' }],
    });
    for (const row of rowsOf(answer)) {
      const month = String(row.time);
      const last =
        month === '2026-03-01' ? '2026-03-20' : shiftDays(bucketOf(shiftDays(month, 40), 'month'), 0);
      const now = within(facts(metrics), '2026-01-01', last);
      const then = within(facts(metrics), '2025-01-01', shiftYears(last, -1));
      expect(row.net_sales_ytd).toBe(figureOf('net_sales', now, spot));
      expect(row.net_sales_ytd_year_ago).toBe(figureOf('net_sales', then, spot));
      expect(Number(row.cancellation_rate_ytd)).toBeCloseTo(
        Number(figureOf('cancellation_rate', now, spot)),
        9,
      );
    }
    expect(answer.rowCount).toBe(3);
  });

  it('#8804: conditions on figures to date and on changes', async () => {
    const query: MetricQuery = {
      ...{ metrics: ['units'], dimensions: ['shop_id'], time: { ...spring, grain: 'month' } },
      ...{ cumulative: [{ toDate: 'year' }], compare: 'year_ago' },
    };
    const all = rowsOf(await ask(query));
    const some = rowsOf(
      await ask({
        ...query,
        having: {
          and: [
            { field: 'units_ytd', gt: '20' },
            { field: 'units_delta', lt: '0' },
          ],
        },
      }),
    );
    expect(some).toEqual(all.filter((row) => Number(row.units_ytd) > 20 && Number(row.units_delta) < 0));
    expect([0, all.length]).not.toContain(some.length);
  });

  it('#9896, #11240, #11030: a shifted window keeps its rows under joined dimensions and filters', async () => {
    const answer = await ask({
      ...{ metrics: ['orders'], dimensions: ['brand'], time: { ...spring, grain: 'month' } },
      ...{
        where: { dimension: 'channel', eq: 'amazon' },
        cumulative: [{ trailingDays: 28 }],
        compare: 'year_ago',
      },
    });
    const amazon = facts(['orders']).filter(({ dimensions }) => dimensions.channel === 'amazon');
    const total = rowsOf(answer).filter(({ time }) => time === '2026-03-01');
    const window = within(amazon, '2025-02-20', '2025-03-20');
    const brands: Readonly<Record<string, string>> = { s1: 'Nordlys', s2: 'Kaiyo', s3: 'Nordlys' };
    for (const row of total) {
      const own = window.filter(({ dimensions }) => (brands[dimensions.sku!] ?? '') === row.brand);
      expect(row.orders_trailing_28_days_previous).toBe(figureOf('orders', own, spot));
    }
    expect(total.length).toBeGreaterThan(1);
  });

  it('#11280: the currency is each row’s own, not a literal', async () => {
    const answer = await ask({
      ...{
        metrics: ['net_sales'],
        dimensions: ['currency'],
        time: spring,
        currency: { mode: 'transaction' },
      },
    });
    for (const row of rowsOf(answer)) {
      const lines = within(facts(['net_sales']), spring.from, spring.to).filter(
        ({ line }) => line!.currency === row.currency,
      );
      const cents = lines.reduce((sum, { line }) => sum + line!.net, 0n);
      expect(Number(row.net_sales)).toBeCloseTo(Number(cents) / 1e6, row.currency === 'JPY' ? -1 : 1);
    }
    expect(answer.rowCount).toBeGreaterThan(2);
  });
});

describe('Lightdash', () => {
  it('#1222, #8951, #20214: several periods at once, for every metric of the question', async () => {
    const metrics = ['orders', 'net_sales', 'clicks'];
    const answer = await ask({
      metrics,
      time: spring,
      comparisons: [{ period: 'week_ago' }, { period: 'year_ago' }],
    });
    const [row] = rowsOf(answer);
    const moved = (days: (day: string) => string) =>
      within(facts(metrics), days(spring.from), days(spring.to));
    for (const metric of metrics) {
      expect(row![`${metric}_week_ago`]).toBe(
        figureOf(
          metric,
          moved((day) => shiftDays(day, -7)),
          spot,
        ),
      );
      expect(row![`${metric}_year_ago`]).toBe(
        figureOf(
          metric,
          moved((day) => shiftYears(day, -1)),
          spot,
        ),
      );
    }
  });

  it('#27407: compared figures have totals as well', async () => {
    const answer = await ask({
      ...{ metrics: ['orders'], dimensions: ['channel'], time: spring, compare: 'year_ago', totals: true },
    });
    const then = within(facts(['orders']), '2025-01-10', '2025-03-20');
    expect(answer.totals!.orders_previous).toBe(figureOf('orders', then, spot));
  });

  it('#10570: a total covers what the limit cut off', async () => {
    const answer = await ask({
      metrics: ['orders'],
      dimensions: ['sku'],
      time: spring,
      limit: 1,
      totals: true,
    });
    expect(answer).toMatchObject({ rowCount: 1, truncated: true });
    expect(answer.totals!.orders).toBe(
      figureOf('orders', within(facts(['orders']), spring.from, spring.to), spot),
    );
  });

  it('#18424: a movable feast against the last one, and 364 days', async () => {
    const answer = await ask({
      ...{ metrics: ['units'], time: { from: '2025-12-01', to: '2025-12-15' } },
      comparisons: [{ event: 'sale' }, { period: 'year_ago_weekday' }],
    });
    const [row] = rowsOf(answer);
    const then = within(facts(['units']), shiftDays('2025-12-01', -364), shiftDays('2025-12-15', -364));
    expect(row!.units_year_ago_weekday).toBe(figureOf('units', then, spot));
    expect(row).toHaveProperty('units_last_sale_delta');
  });

  it('#19732: the overall line beside the lines of a split', async () => {
    const answer = await ask({
      ...{
        metrics: ['orders'],
        dimensions: ['channel'],
        time: { ...spring, grain: 'month' },
        subtotals: [['time']],
      },
    });
    const [line] = answer.subtotals!;
    for (const [index, month] of line!.columns[0]!.values.entries()) {
      const own = within(facts(['orders']), spring.from, spring.to).filter(
        ({ day }) => bucketOf(day, 'month') === month,
      );
      expect(line!.columns[1]!.values[index]).toBe(figureOf('orders', own, spot));
    }
  });

  it('#13684, #4172: another currency is an argument, not another metric', async () => {
    const shown = await Promise.all(
      ['GBP', 'EUR'].map((code) =>
        ask({ metrics: ['net_sales'], time: spring, currency: { mode: 'reporting', code } }),
      ),
    );
    expect(shown.map(({ columns }) => columns[0]!.currency)).toEqual(['GBP', 'EUR']);
    expect(shown[0]!.columns[0]!.values).not.toEqual(shown[1]!.columns[0]!.values);
  });
});

describe('hypequery, Rill and Evidence', () => {
  it('hypequery «Current Scope»: metrics of several models by shared dimensions, and derived of derived', async () => {
    const answer = await ask({
      metrics: ['roas', 'average_order_value', 'clicks'],
      dimensions: ['channel'],
      time: spring,
    });
    expect(answer.rowCount).toBe(2);
    for (const row of rowsOf(answer)) {
      const own = within(facts(['clicks', 'orders']), spring.from, spring.to).filter(
        ({ dimensions }) => dimensions.channel === row.channel,
      );
      expect(row.clicks).toBe(figureOf('clicks', own, spot));
      expect(Number(row.average_order_value)).toBeCloseTo(
        Number(figureOf('average_order_value', own, spot)),
        1,
      );
    }
  });

  it('Rill #4868: comparison beside any grouping', async () => {
    const answer = await ask({
      ...{ metrics: ['units'], dimensions: ['channel', 'shop_id'], time: { ...spring, grain: 'month' } },
      compare: 'year_ago',
    });
    const then = within(facts(['units']), '2025-01-10', '2025-03-20');
    const sum = rowsOf(answer).reduce((total, row) => total + Number(row.units_previous), 0);
    expect(sum).toBe(Number(figureOf('units', then, spot)));
  });

  it('Evidence metric-schema: a formula may name metrics of other tables', async () => {
    const answer = await ask({ metrics: ['roas'], time: spring });
    expect(answer.freshness.models).toEqual(['dwd_mkt_ad_perf_di']);
    const both = await ask({ metrics: ['roas', 'orders'], time: spring });
    expect([...both.freshness.models].sort()).toEqual(['dwd_mkt_ad_perf_di', 'dwd_trd_order_line_di']);
  });
});
