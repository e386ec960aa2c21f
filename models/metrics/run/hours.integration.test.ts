import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { readProject } from '../../engine/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import { describeModels } from '../catalogue/model-columns.ts';
import type { MetricQuery } from '../query.ts';
import { instantOf, localTime } from '../time/zone.ts';
import { columnBy } from './oracle.ts';
import { runMetricQuery } from './run.ts';
import { makeSample, storeSample } from './sample.ts';

const models = join(import.meta.dirname, '../..');
const hour = 3_600_000;
const [first] = makeSample(1, 4).lines;
/** A line every quarter of an hour from August 2024 to November 2025. */
const lines = Array.from({ length: 460 * 96 }, (_, index) => ({
  ...first!,
  ...{ line_id: `l${index}`, placed_at: Date.UTC(2024, 7, 1) + index * 900_000 },
}));

let database: TestDatabase;
let catalogue: Catalogue;

beforeAll(async () => {
  database = await testDatabase('hours');
  await storeSample(database.warehouse, { lines, ads: [], stock: [], rates: [] });
  const { project } = await readProject(models);
  const columns = await describeModels(database.warehouse);
  catalogue = (await readCatalogue(join(models, 'metrics'), project, columns)).catalogue;
});

afterAll(() => database.drop());

const ask = (query: MetricQuery) =>
  runMetricQuery(
    database.reader,
    catalogue,
    query,
    { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } },
    { now: new Date('2026-03-01T12:00:00Z'), reportingCurrency: 'CNY', watermarks: {} },
  );

describe('hours of a compared period', () => {
  it.each([
    ['is put forward at two', 'America/New_York', '2025-03-07', '2025-03-11'],
    ['was put forward the week before', 'America/New_York', '2025-03-14', '2025-03-18'],
    ['is put back', 'America/New_York', '2025-10-31', '2025-11-03'],
    ['is put forward at midnight', 'America/Santiago', '2025-09-05', '2025-09-09'],
    ['is half an hour off', 'Asia/Kolkata', '2025-10-04', '2025-10-07'],
  ])('stand where the clock of the zone has them when it %s', async (_name, timeZone, from, to) => {
    const query = { metrics: ['order_lines'], time: { from, to, grain: 'hour', timeZone } } as const;
    const answer = await ask({ ...query, comparisons: [{ period: 'week_ago' }], limit: 500, totals: true });
    const at = (date: string, days = 0) => instantOf(Date.parse(date) + days * 24 * hour, timeZone);
    const expected = new Map<string, number>();
    for (const { placed_at } of lines) {
      if (placed_at < at(from, -7) || placed_at >= at(to, -7)) continue;
      const there = instantOf(localTime(placed_at, timeZone) + 7 * 24 * hour, timeZone);
      const begun = there - (localTime(there, timeZone) % hour);
      const name = new Date(begun).toISOString().replace('.000', '');
      expected.set(name, (expected.get(name) ?? 0) + 1);
    }
    const got = columnBy(answer, ['time'], 'order_lines_week_ago');
    expect(new Map([...got].filter(([, count]) => count !== 0))).toEqual(new Map([...expected].sort()));
    expect(answer.totals?.order_lines_week_ago).toBe(
      [...expected.values()].reduce((sum, count) => sum + count),
    );
  });

  it('lie on the day they belong to, though days are longer or shorter there', async () => {
    const time = {
      from: '2025-09-05',
      to: '2025-09-10',
      grain: 'day',
      timeZone: 'America/Santiago',
    } as const;
    const answer = await ask({ metrics: ['order_lines'], time, compare: 'week_ago' });
    expect([...columnBy(answer, ['time'], 'order_lines').values()]).toEqual([96, 96, 92, 96, 96]);
    expect([...columnBy(answer, ['time'], 'order_lines_previous').values()]).toEqual([96, 96, 96, 96, 96]);
  });
});
