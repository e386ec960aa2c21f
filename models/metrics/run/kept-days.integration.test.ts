import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricQuery } from '../query.ts';
import { rowsOf } from './oracle.ts';
import { openSample, sample } from './testing/calendar-database.ts';

let opened: Awaited<ReturnType<typeof openSample>>;

beforeAll(async () => {
  opened = await openSample('kept_days');
});

afterAll(() => opened.drop());

describe('conditions and groups by the day a model is kept by', () => {
  const time = { from: '2026-01-01', to: '2026-03-01', timeZone: 'marketplace' } as const;
  const linesOf = (year: number) =>
    sample.lines.filter(
      ({ business_day }) => business_day >= `${year}-01-10` && business_day < `${year}-02-20`,
    );

  it('hold for the counterparts of its days, so that nothing compared is lost', async () => {
    const where = { dimension: 'business_day', gte: '2026-01-10', lt: '2026-02-20' };
    const answer = await opened.ask({
      metrics: ['order_lines'],
      time,
      where,
      compare: 'year_ago',
      totals: true,
    });
    expect(answer.totals).toMatchObject({
      order_lines: linesOf(2026).length,
      order_lines_previous: linesOf(2025).length,
    });
  });

  it('put a day beside its counterpart', async () => {
    const where = { dimension: 'business_day', gte: '2026-01-10', lt: '2026-02-20' };
    const query: MetricQuery = { metrics: ['order_lines'], dimensions: ['business_day'], time, where };
    const answer = await opened.ask({ ...query, compare: 'year_ago' });
    const count = (day: string) => sample.lines.filter(({ business_day }) => business_day === day).length;
    for (const row of rowsOf(answer)) {
      const day = String(row.business_day);
      expect(row.order_lines).toBe(count(day));
      expect(row.order_lines_previous).toBe(count(day.replace('2026', '2025')));
    }
    expect(answer.rowCount).toBeGreaterThan(30);
  });
});
