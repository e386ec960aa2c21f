import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { compileMetricQuery } from '../compile/compile.ts';
import type { RollupStates } from '../compile/rollup-use.ts';
import { type Filter, type MetricAnswer, type MetricQuery, marketplaceZone, type Viewer } from '../query.ts';
import { explainMetricQuery } from './explain.ts';
import { exchange, rowsOf } from './oracle.ts';
import { runMetricQuery } from './run.ts';
import { makeSample, storeSample } from './sample.ts';
import { factsOf, shiftDays } from './shape-oracle.ts';
import { storeRollups } from './testing/rollup-tables.ts';
import { compareRows, expectedRows } from './testing/shape-expected.ts';
import { question } from './testing/shape-questions.ts';

const sample = makeSample(17, 1_600);
const spot = exchange(sample.rates);
const everyone: Viewer = { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } };
const one: Viewer = { id: 'o', role: 'operator', claims: { profit_centers: ['*'], shops: ['de', 'jp'] } };
const now = new Date('2026-03-01T12:34:56.789Z');

let database: TestDatabase;
let catalogue: Catalogue;
let states: RollupStates;

beforeAll(async () => {
  database = await testDatabase('rollups');
  await storeSample(database.warehouse, sample);
  const stored = await storeRollups(
    database.warehouse,
    {
      'sales.yml': `  by_shop: [shop_id, channel]
  by_sku: { by: [sku, shop_id], every: quarter_hour }
  of_country: { by: [country, sku], metrics: [units, orders, customers] }`,
      'ads.yml': '  by_shop: [shop_id, channel]',
    },
    ['2025-01-07', '2025-03-30', '2025-07-01', '2025-11-02'],
  );
  states = stored.states;
  const sale = (from: string) => ({ edition: from.slice(0, 4), from, to: from });
  catalogue = {
    ...stored.catalogue,
    events: new Map([['sale', [sale('2024-05-01'), sale('2025-05-06')]]]),
  };
});

afterAll(() => database.drop());

/** Rows of a rollup of so few sales are hardly fewer than the sales: here as if there were many. */
function known(): RollupStates {
  return new Map([...states].map(([name, state]) => [name, { ...state, rowsOfModel: 100_000 }]));
}

function ask(query: MetricQuery, viewer = everyone): Promise<MetricAnswer> {
  const options = { now, reportingCurrency: 'CNY', watermarks: {}, rollups: known() };
  return runMetricQuery(database.reader, catalogue, query, viewer, options);
}

function explain(query: MetricQuery) {
  return explainMetricQuery(catalogue, query, everyone, {
    ...{ now, reportingCurrency: 'CNY', rollups: known() },
  }).rollups;
}

const figures = ({ columns, rowCount, truncated, totals, subtotals }: MetricAnswer) => {
  // A quotient of floats is the same to the last digit too: it is made of the same numbers.
  return { columns, rowCount, truncated, totals, subtotals };
};

const where: fc.Arbitrary<Filter | undefined> = fc.option(
  fc.oneof(
    fc.record({ dimension: fc.constant('shop_id'), in: fc.subarray(['de', 'us', 'jp', 'gb']) }),
    fc.record({ not: fc.record({ dimension: fc.constant('channel'), eq: fc.constantFrom('amazon', 'x') }) }),
    fc.record({ dimension: fc.constant('sku'), gte: fc.constantFrom('s2', 's9') }),
    fc.record({ dimension: fc.constant('brand'), like: fc.constantFrom('N%', '%y%') }),
    fc.record({ dimension: fc.constant('business_day'), lt: fc.constantFrom('2025-03-31', '2025-11-03') }),
  ),
  { nil: undefined },
);

const metrics = [
  ...['units', 'orders', 'order_lines', 'net_sales', 'gross_sales', 'customers', 'cancellation_rate'],
  ...['average_order_value', 'discounts', 'repeat_customers'],
];

/** Whatever a question can say, with bounds that cut through hours, and zones that do. */
const anything: fc.Arbitrary<MetricQuery> = fc
  .record({
    metrics: fc.uniqueArray(fc.constantFrom(...metrics), { minLength: 1, maxLength: 3 }),
    dimensions: fc.uniqueArray(fc.constantFrom('channel', 'shop_id', 'sku', 'brand', 'entity', 'country'), {
      maxLength: 2,
    }),
    from: fc.tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom('', 'T07:30', 'T10:15', 'T05:07:11Z')),
    length: fc.integer({ min: 1, max: 90 }),
    grain: fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const, undefined),
    timeZone: fc.constantFrom(
      'UTC',
      'Asia/Shanghai',
      'Asia/Kolkata',
      'America/New_York',
      'Australia/Lord_Howe',
      marketplaceZone,
    ),
    comparisons: fc.constantFrom(
      undefined,
      [{ period: 'previous_period' as const }],
      [{ period: 'year_ago' as const }, { ago: { count: 1, unit: 'week' as const } }],
    ),
    cumulative: fc.constantFrom(undefined, [{ toDate: 'month' as const }], [{ trailingDays: 5 }]),
    currency: fc.constantFrom(
      undefined,
      { mode: 'reporting' as const, code: 'EUR', rate: 'avg_month' as const },
      { mode: 'reporting' as const, code: 'JPY' },
    ),
    totals: fc.boolean(),
    fill: fc.boolean(),
    where,
    top: fc.boolean(),
    viewer: fc.constantFrom('everyone', 'one'),
  })
  .map(({ from: [day, at], length, grain: asked, timeZone, fill, top, where, viewer: _viewer, ...rest }) => {
    const first = shiftDays('2024-12-22', day);
    const [dimension] = rest.dimensions;
    const grain = asked === 'hour' && timeZone === marketplaceZone ? 'day' : asked;
    return {
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...{ metrics: rest.metrics, dimensions: rest.dimensions, limit: 50_000 },
      time: {
        ...{ from: `${first}${at}`, to: `${shiftDays(first, length)}${at}`, timeZone },
        ...(grain ? { grain } : {}),
      },
      ...(where ? { where } : {}),
      ...(fill && grain ? { fill } : {}),
      ...(top && dimension
        ? { top: { dimension, by: 'net_sales', count: 2, others: length % 2 === 0 } }
        : {}),
    };
  });

describe('answers from rollups', () => {
  it('equal those from the model itself to the last digit, whatever is asked', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(anything, fc.constantFrom(everyone, one), async (query, viewer) => {
        const [from, without] = await Promise.all([
          ask(query, viewer),
          ask({ ...query, rollups: 'off' }, viewer),
        ]);
        expect(figures(from)).toEqual(figures(without));
        if (explain(query).some(({ rollup }) => rollup !== undefined)) answered++;
      }),
      { numRuns: 30, seed: 3 },
    );
    expect(answered).toBeGreaterThan(12);
  });

  it('also of figures kept by day, between bounds that are no midnights', async () => {
    const query: MetricQuery = {
      ...{
        metrics: ['clicks', 'ad_spend'],
        dimensions: ['channel'],
        comparisons: [{ period: 'previous_period' }],
      },
      time: { from: '2025-03-01T10:15', to: '2025-03-20T09:00', grain: 'day' },
      where: { dimension: 'business_day', gte: '2025-03-03' },
    };
    const [from, without] = await Promise.all([ask(query), ask({ ...query, rollups: 'off' })]);
    expect(figures(from)).toEqual(figures(without));
    expect(explain(query).map(({ rollup }) => rollup)).not.toContain(undefined);
  });

  it('equal what the rows themselves say', async () => {
    const used = new Set<string | undefined>();
    await fc.assert(
      fc.asyncProperty(question, async (query) => {
        const facts = factsOf(sample, query.time.timeZone!, query.metrics);
        const answer = await ask(query);
        compareRows(rowsOf(answer), expectedRows(query, facts, spot), answer.columns);
        for (const { rollup } of explain(query)) used.add(rollup);
      }),
      { numRuns: 8, seed: 6 },
    );
    expect([...used]).toEqual(expect.arrayContaining(['dwd_trd_order_line_di_by_shop']));
  });
});

const year = { from: '2025-01-01', to: '2026-01-01' };

describe('Cube #2671: «say why no pre-aggregation matched»', () => {
  const whyNot = (query: Partial<MetricQuery>) =>
    Object.fromEntries(
      explain({ metrics: ['net_sales'], time: year, ...query })[0]!.others.map(({ rollup, why }) => [
        rollup.replace('dwd_trd_order_line_di_', ''),
        why,
      ]),
    );

  it('every rollup that does not answer has its reason', () => {
    expect(whyNot({ dimensions: ['shop_id'] })).toEqual({
      by_sku: expect.stringMatching(/^it has \d+ rows, the chosen one \d+$/),
      of_country: 'it does not keep this aggregate',
    });
    expect(whyNot({ dimensions: ['brand'], metrics: ['units'] })).toEqual({
      by_shop: 'it has no «sku», by which «brand» is joined',
      by_sku: expect.stringMatching(/^it has \d+ rows/),
    });
    expect(whyNot({ dimensions: ['country'] })).toEqual({
      by_shop: 'it has no «country»',
      by_sku: 'it has no «country»',
      of_country: 'it does not keep this aggregate',
    });
    expect(whyNot({ time: { ...year, grain: 'day', timeZone: 'Asia/Kolkata' } })).toEqual({
      by_shop: 'clocks in Asia/Kolkata cut through its stretches of 60 minutes',
      of_country: 'it does not keep this aggregate',
    });
    expect(whyNot({ time: { from: '2025-01-01T10:10', to: '2025-01-01T10:50' } })).toMatchObject({
      by_shop: 'the time asked for holds no whole stretch of 60 minutes',
    });
    expect(whyNot({ currency: { mode: 'functional' } })).toMatchObject({
      by_shop: 'it has no «entity», by which «functional_currency» is joined',
    });
  });

  it('and the one that answers says what is read beside it', () => {
    const [decision] = explain({
      metrics: ['net_sales'],
      time: { from: '2025-01-01T10:10', to: '2025-02-01' },
    });
    expect(decision).toMatchObject({
      ...{ part: 'answer', figure: 'sum(net_amount)', period: '', model: 'dwd_trd_order_line_di' },
      rollup: 'dwd_trd_order_line_di_by_shop',
      rest: [
        'the ends of the period, which are no whole stretches',
        expect.stringMatching(/^partitions that changed a moment ago: 2025-01-07/),
      ],
    });
  });
});

describe('Cube #3286: a question can pass rollups by', () => {
  it('and reads the model then', () => {
    const query: MetricQuery = { metrics: ['net_sales'], time: year };
    const sqlOf = (asked: MetricQuery) =>
      compileMetricQuery(catalogue, asked, everyone, { now, reportingCurrency: 'CNY', rollups: known() }).sql;
    expect(sqlOf(query)).toMatch(/_by_shop.*not \(fact.`business_day` in/s);
    expect(sqlOf({ ...query, rollups: 'off' })).not.toContain('_by_shop');
    expect(explain({ ...query, rollups: 'off' })).toEqual([]);
  });
});

describe('Cube #8487: metrics of several stages are answered from rollups too', () => {
  it('derived, compared, shifted, added up, ranked, with totals and subtotals', () => {
    const query: MetricQuery = {
      ...{
        metrics: ['average_order_value', 'roas'],
        dimensions: ['shop_id'],
        time: { ...year, grain: 'month' },
      },
      comparisons: [{ period: 'year_ago' }, { ago: { count: 1, unit: 'quarter' } }],
      ...{ cumulative: [{ toDate: 'year' }], totals: true, subtotals: [['time']] },
      top: { dimension: 'shop_id', by: 'average_order_value', count: 3 },
    };
    const decisions = explain(query);
    expect(new Set(decisions.map(({ part }) => part))).toEqual(
      new Set(['answer', 'top', 'totals', 'subtotals']),
    );
    expect(decisions.filter(({ rollup }) => rollup === undefined)).toEqual([]);
    expect(new Set(decisions.map(({ rollup }) => rollup))).toEqual(
      new Set(['dwd_trd_order_line_di_by_shop', 'dwd_mkt_ad_perf_di_by_shop']),
    );
  });
});
