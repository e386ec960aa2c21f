import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricQuery } from '../query.ts';
import { exchange, rowsOf } from './oracle.ts';
import { shiftDays } from './shape-oracle.ts';
import { openSample, sample } from './testing/calendar-database.ts';
import { sale, sales } from './testing/calendar-expected.ts';
import { displayed, figureOf, rowsOfSample } from './testing/calendar-oracle.ts';

const spot = exchange(sample.rates);
const [from, to] = [sales[2].from, shiftDays(sales[2].to, 1)];

let opened: Awaited<ReturnType<typeof openSample>>;

beforeAll(async () => {
  opened = await openSample('complaints');
});

afterAll(() => opened.drop());

function figure(metric: string, first: string, end: string) {
  const rows = rowsOfSample(sample, 'UTC', [metric]).filter(({ day }) => day >= first && day < end);
  return displayed(metric, figureOf(metric, rows, 'CNY', spot), 2);
}

/** Named after the threads in which users of other tools ask for it. */
describe('comparisons that users ask for elsewhere', () => {
  const time = { from, to } as const;
  const daysAgo = (count: number) => [shiftDays(from, -count), shiftDays(to, -count)] as const;

  it('metricflow#1220, lightdash#8951: any metric is compared by an argument, not by a metric of its own', async () => {
    const metrics = ['net_sales', 'orders', 'cancellation_rate', 'quantity_p90', 'repeats', 'ad_spend'];
    const answer = await opened.ask({ metrics, time, compare: 'week_ago' });
    const [row] = rowsOf(answer);
    for (const metric of metrics) expect(row![`${metric}_previous`]).toEqual(figure(metric, ...daysAgo(7)));
  });

  it('metricflow#1528: so is a figure to date', async () => {
    const query: MetricQuery = {
      metrics: ['orders'],
      time,
      cumulative: [{ toDate: 'month' }],
      compare: 'year_ago',
    };
    const [row] = rowsOf(await opened.ask(query));
    expect(row!.orders_mtd_previous).toBe(figure('orders', '2025-01-01', '2025-01-27'));
  });

  it('lightdash#20214, #27407: several periods at once, each with its total', async () => {
    const answer = await opened.ask({
      ...{
        metrics: ['orders'],
        dimensions: ['channel'],
        time: { ...time, grain: 'day' },
        totals: true,
        limit: 3,
      },
      comparisons: [
        { period: 'week_ago' },
        { ago: { count: 10, unit: 'day' } },
        { period: 'year_ago_weekday' },
      ],
    });
    expect(answer.totals).toMatchObject({
      orders: figure('orders', from, to),
      orders_week_ago: figure('orders', ...daysAgo(7)),
      orders_10_days_ago: figure('orders', ...daysAgo(10)),
      orders_year_ago_weekday: figure('orders', ...daysAgo(364)),
    });
    expect(Object.values(answer.totals!)).not.toContain(null);
  });

  it('lightdash#18424: a feast is compared with the last one, wherever its days lay', async () => {
    const answer = await opened.ask({ metrics: ['net_sales'], time, comparisons: [{ event: 'sale' }] });
    const [row] = rowsOf(answer);
    expect(row!.net_sales_last_sale).toBe(figure('net_sales', ...daysAgo(sale)));
  });

  it('lightdash#18424: years of 53 weeks do not push weeks out of their place', async () => {
    // The retail year 2023 had 53 weeks; week 1 of 2026 stands against week 1 of 2025, 364 days before.
    const answer = await opened.ask({
      metrics: ['orders'],
      time: { from: '2026-02-01', to: '2026-03-01', grain: 'retail_week' },
      comparisons: [{ period: 'year_ago_weekday' }],
    });
    expect(rowsOf(answer).map(({ time: week }) => week)).toEqual([
      ...['2026-02-01', '2026-02-08', '2026-02-15', '2026-02-22'],
    ]);
    for (const row of rowsOf(answer)) {
      const week = shiftDays(String(row.time), -364);
      expect(row.orders_year_ago_weekday).toBe(figure('orders', week, shiftDays(week, 7)));
    }
  });

  it('cube#9896, #11240: a period compared with is never silently empty', async () => {
    const late = { metrics: ['orders'], time: { campaign: { event: 'sale', edition: 'zeroth' } } } as const;
    await expect(opened.ask({ ...late, compare: 'same_campaign_day' })).rejects.toMatchObject({
      available: expect.arrayContaining(['first: 2025-01-08 to 2025-01-14']),
      fix: expect.any(String),
    });
    const far = { from: '2030-01-01', to: '2030-02-01' };
    await expect(
      opened.ask({ metrics: ['orders'], time: far, comparisons: [{ event: 'sale' }] }),
    ).rejects.toMatchObject({ message: expect.stringContaining('no «sale» before') });
  });

  it('cube#11030: a condition on the date does not empty what is compared', async () => {
    const where = { dimension: 'business_day', gte: from, lt: to };
    const answer = await opened.ask({
      metrics: ['order_lines'],
      time: { ...time, timeZone: 'marketplace' },
      ...{ where, compare: 'year_ago' },
    });
    const lines = sample.lines.filter(
      ({ business_day }) =>
        business_day >= from.replace('2026', '2025') && business_day < to.replace('2026', '2025'),
    );
    expect(rowsOf(answer)[0]!.order_lines_previous).toBe(lines.length);
  });
});
