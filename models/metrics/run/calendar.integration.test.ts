import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { readProject } from '../../engine/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import { describeModels } from '../catalogue/model-columns.ts';
import type { AskedComparison, Grain, MetricAnswer, MetricQuery, Viewer } from '../query.ts';
import { retailPatterns, weekdays } from '../time/calendar/retail.ts';
import {
  bucketOfDay,
  calendarMetrics,
  displayed,
  type Figure,
  figureOf,
  type Row,
  rowsOfSample,
} from './calendar-oracle.ts';
import { exchange, rowsOf } from './oracle.ts';
import { runMetricQuery } from './run.ts';
import { makeSample, storeSample } from './sample.ts';
import { shiftDays } from './shape-oracle.ts';

const models = join(import.meta.dirname, '../..');
const sample = makeSample(23, 900);
const spot = exchange(sample.rates);
const everyone: Viewer = { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } };
/** A sale held every 373 days; the last time it was longer. */
const sales = [
  { edition: 'zeroth', from: '2024-01-01', to: '2024-01-07' },
  { edition: 'first', from: '2025-01-08', to: '2025-01-14' },
  { edition: 'second', from: '2026-01-16', to: '2026-01-26' },
] as const;
const sale = 373;

let database: TestDatabase;
let catalogue: Catalogue;
let metricFiles: string;

beforeAll(async () => {
  database = await testDatabase('calendars');
  await storeSample(database.warehouse, sample);
  const { project } = await readProject(models);
  metricFiles = await mkdtemp(join(tmpdir(), 'metrics-'));
  await cp(join(models, 'metrics'), metricFiles, {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
  await writeFile(
    join(metricFiles, 'percentiles.yml'),
    'model: dwd_trd_order_line_di\ntime: placed_at\nmetrics:\n  quantity_p90: percentile(sold_qty, 0.9)\n',
  );
  const read = await readCatalogue(metricFiles, project, await describeModels(database.warehouse));
  catalogue = { ...read.catalogue, events: new Map([['sale', sales]]) };
});

afterAll(async () => {
  await rm(metricFiles, { recursive: true });
  await database.drop();
});

function ask(query: MetricQuery): Promise<MetricAnswer> {
  return runMetricQuery(database.reader, catalogue, query, everyone, {
    ...{ now: new Date('2026-06-01T12:00:00Z'), reportingCurrency: 'CNY', watermarks: {} },
  });
}

type Days = { from: string; to: string };
/** A variant of a figure: where a day counts, and which days of the question have none. */
type Variant = { suffix: string; stem?: string; aligned: (day: string) => string | undefined };

function variantsOf(query: MetricQuery, { from, to }: Days): Variant[] {
  const within = (day: string) => (day >= from && day < to ? day : undefined);
  const asked = [
    ...(query.compare ? [{ period: query.compare, suffix: '_previous', stem: '' }] : []),
    ...(query.comparisons ?? []).map((each) => ({ ...each, suffix: nameOf(each), stem: nameOf(each) })),
  ];
  return [
    { suffix: '', aligned: within },
    ...asked.map(({ suffix, stem, ...each }) => ({ suffix, stem, aligned: alignment(each, { from, to }) })),
  ];
}

function nameOf(asked: AskedComparison): string {
  if ('event' in asked) return '_last_sale';
  if ('period' in asked) return `_${asked.period}`;
  return `_${asked.ago.count}_${asked.ago.unit}s_ago`;
}

function alignment(asked: AskedComparison, { from, to }: Days): Variant['aligned'] {
  const within = (day: string) => (day >= from && day < to ? day : undefined);
  const byDays = (count: number) => (day: string) => within(shiftDays(day, count));
  const byMonths = (count: number) => (day: string) => {
    const last = shiftDays(to, -1);
    const isWholeMonths = from.endsWith('-01') && to.endsWith('-01');
    const end = isWholeMonths ? monthsAway(to, -count) : shiftDays(monthsAway(last, -count), 1);
    const isBefore = day >= monthsAway(from, -count) && day < end;
    const moved = monthsAway(day, count);
    return isBefore ? [from, moved, last].sort()[1] : undefined;
  };
  if ('event' in asked) return byDays(sale);
  if ('ago' in asked) return asked.ago.unit === 'month' ? byMonths(asked.ago.count) : byDays(asked.ago.count);
  switch (asked.period) {
    case 'week_ago':
      return byDays(7);
    case 'year_ago':
      return byMonths(12);
    case 'year_ago_weekday':
      return byDays(364);
    case 'same_campaign_day':
      return (day) => (day >= sales[1].from && day <= sales[1].to ? within(shiftDays(day, sale)) : undefined);
    default: {
      const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
      const isWholeMonths = from.endsWith('-01') && to.endsWith('-01');
      const months =
        (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
        Number(to.slice(5, 7)) -
        Number(from.slice(5, 7));
      return isWholeMonths ? byMonths(months) : byDays(days);
    }
  }
}

/** The same date so many months away, or the last of a shorter month. */
function monthsAway(day: string, count: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const name = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  for (let date = Number(day.slice(8)); ; date--) {
    const found = `${name}-${String(date).padStart(2, '0')}`;
    if (new Date(found).getUTCDate() === date) return found;
  }
}

type Cells = Map<string, Map<string, Row[] | 'nothing to compare'>>;

function cellsOf(query: MetricQuery, days: Days, rows: readonly Row[], variants: readonly Variant[]): Cells {
  const { grain, calendar = {} } = query.time;
  const bucket = (day: string) => (grain ? bucketOfDay(day, grain, calendar) : '');
  const cells: Cells = new Map();
  for (const { suffix, aligned } of variants) {
    for (const row of rows) {
      const day = aligned(row.day);
      if (day === undefined) continue;
      const id = JSON.stringify([
        bucket(day),
        ...(query.dimensions ?? []).map((name) => row.dimensions[name]),
      ]);
      const cell = cells.get(id) ?? new Map<string, Row[]>();
      cells.set(id, cell);
      const known = cell.get(suffix);
      if (Array.isArray(known)) known.push(row);
      else cell.set(suffix, [row]);
    }
  }
  if (!grain && !query.dimensions?.length && cells.size === 0) cells.set('[""]', new Map());
  if (grain) markMissing(cells, days, variants, bucket);
  return cells;
}

/** Stretches none of whose days has a day to be compared with. */
function markMissing(
  cells: Cells,
  { from, to }: Days,
  variants: readonly Variant[],
  bucket: (day: string) => string,
) {
  const all = daysBetween(from, to);
  for (const { suffix, aligned } of variants.slice(1)) {
    const reached = new Set(daysBetween(shiftDays(from, -1_200), to).map(aligned));
    const open = new Set(all.filter((day) => reached.has(day)).map(bucket));
    for (const [id, cell] of cells) {
      if (!open.has((JSON.parse(id) as string[])[0]!)) cell.set(suffix, 'nothing to compare');
    }
  }
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day < to; day = shiftDays(day, 1)) days.push(day);
  return days;
}

/** Compares a row of an answer (or its totals) with what its base rows say. */
function checkRow(
  got: Readonly<Record<string, unknown>>,
  cell: Map<string, Row[] | 'nothing to compare'>,
  query: MetricQuery,
  variants: readonly Variant[],
) {
  const { mode = 'reporting', code = 'CNY' } = query.currency ?? {};
  const digits = mode === 'functional' && got.functional_currency === 'JPY' ? 0 : 2;
  for (const metric of query.metrics) {
    const figures = variants.map(({ suffix }): Figure => {
      const rows = cell.get(suffix) ?? [];
      return rows === 'nothing to compare'
        ? null
        : figureOf(metric, rows, mode === 'functional' ? mode : code, spot);
    });
    for (const [index, { suffix, stem }] of variants.entries()) {
      const label = `${metric}${suffix}`;
      expect(near(got[label]), label).toEqual(near(displayed(metric, figures[index]!, digits)));
      if (stem === undefined) continue;
      const [now, then] = [figures[0]!, figures[index]!];
      const delta =
        now === null || then === null
          ? null
          : typeof now === 'bigint'
            ? now - (then as bigint)
            : now - Number(then);
      expect(near(got[`${metric}${stem}_delta`])).toEqual(near(displayed(metric, delta, digits)));
      const ratio = delta === null || Number(then) === 0 ? null : Number(delta) / Math.abs(Number(then));
      expect(near(got[`${metric}${stem}_ratio`])).toEqual(near(ratio));
    }
  }
}

/** Quotients have no last digit; everything else is compared as it is. */
function near(value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(9) : value;
}

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

const question: fc.Arbitrary<MetricQuery> = fc
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

describe('figures by any calendar, against several periods', () => {
  it('equal what the base rows say, row by row and in total', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (query) => {
        const days = query.time.campaign
          ? { from: sales[2].from, to: shiftDays(sales[2].to, 1) }
          : { from: query.time.from!, to: query.time.to! };
        const rows = rowsOfSample(sample, query.time.timeZone!, query.metrics).filter(
          ({ dimensions }) => !query.where || dimensions.shop_id !== 'us',
        );
        const variants = variantsOf(query, days);
        const cells = cellsOf(query, days, rows, variants);
        // Sums over all entities are in several functional currencies, and refused.
        const totals = query.currency?.mode !== 'functional';
        const answer = await ask({ ...query, totals });
        const keys = [...(query.time.grain ? ['time'] : []), ...(query.dimensions ?? [])];
        const first = Date.parse(days.from);
        const idOf = (row: Readonly<Record<string, unknown>>) => {
          const time =
            query.time.grain === 'campaign_day' ? dayText(first, Number(row.time)) : (row.time ?? '');
          return JSON.stringify([time, ...(query.dimensions ?? []).map((name) => row[name])]);
        };
        const got = new Map(rowsOf(answer).map((row) => [idOf(row), row]));
        expect([...got.keys()].sort(), keys.join()).toEqual([...cells.keys()].sort());
        for (const [id, cell] of cells) checkRow(got.get(id)!, cell, query, variants);
        if (!totals) return;
        const whole = {
          ...query,
          dimensions: [],
          time: { ...query.time, grain: undefined },
        } as unknown as MetricQuery;
        const [all] = cellsOf(whole, days, rows, variants).values();
        checkRow(answer.totals!, all!, query, variants);
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

function dayText(first: number, number: number): string {
  return new Date(first + (number - 1) * 86_400_000).toISOString().slice(0, 10);
}
