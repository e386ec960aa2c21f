import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricQuery, Viewer } from '../query.ts';
import { exchange, rowsOf } from './oracle.ts';
import { openSample, sample } from './testing/calendar-database.ts';
import { figureOf, rowsOfSample } from './testing/calendar-oracle.ts';

const spot = exchange(sample.rates);

let opened: Awaited<ReturnType<typeof openSample>>;

beforeAll(async () => {
  opened = await openSample('conversions');
});

afterAll(() => opened.drop());

describe('customers who come back', () => {
  const within = (from: string, to: string) =>
    rowsOfSample(sample, 'UTC', ['repeats']).filter(({ day }) => day >= from && day < to);
  const repeats = (from: string, to: string) => figureOf('repeats', within(from, to), 'CNY', spot);

  it('are counted once over a year to date, of either year', async () => {
    const answer = await opened.ask({
      metrics: ['repeats'],
      time: { from: '2026-02-01', to: '2026-03-01' },
      cumulative: [{ toDate: 'year' }],
      compare: 'year_ago',
    });
    const [row] = rowsOf(answer);
    expect(row).toMatchObject({
      repeats: repeats('2026-02-01', '2026-03-01'),
      repeats_ytd: repeats('2026-01-01', '2026-03-01'),
      repeats_ytd_previous: repeats('2025-01-01', '2025-03-01'),
    });
    expect(row!.repeats_ytd).not.toBe(row!.repeats);
  });

  it('are looked for only among the rows a viewer may see', async () => {
    const query: MetricQuery = { metrics: ['repeats'], time: { from: '2025-01-01', to: '2026-01-01' } };
    const viewer: Viewer = { id: 'd', role: 'operator', claims: { profit_centers: ['*'], shops: ['de'] } };
    const answer = await opened.ask(query, viewer);
    const own = { ...sample, lines: sample.lines.filter(({ shop_id }) => shop_id === 'de') };
    const rows = rowsOfSample(own, 'UTC', ['repeats']).filter(({ day }) => day.startsWith('2025'));
    expect(answer.columns[0]?.values).toEqual([figureOf('repeats', rows, 'CNY', spot)]);
    expect(answer.columns[0]?.values).not.toEqual([repeats('2025-01-01', '2026-01-01')]);
  });
});
