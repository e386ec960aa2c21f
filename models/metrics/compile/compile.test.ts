import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readProject } from '../../engine/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import {
  comparisons,
  currencyModes,
  type Filter,
  grains,
  type MetricQuery,
  timePresets,
  type Viewer,
} from '../query.ts';
import { sampleColumns } from '../run/sample.ts';
import { compileMetricQuery } from './compile.ts';

const models = join(import.meta.dirname, '../..');
const viewer: Viewer = {
  id: 'o',
  role: 'operator',
  claims: { shops: ['the-shop'], profit_centers: ['the-centre'] },
};
const time = { from: '2026-01-01', to: '2026-02-01' };

let catalogue: Catalogue;

beforeAll(async () => {
  const { project } = await readProject(models);
  // A policy on a dimension table, which is only ever joined.
  const sku = project.models.get('dim_sku')!;
  const guarded = new Map([...project.models, ['dim_sku', { ...sku, rows: 'has(viewer.shops, brand)' }]]);
  catalogue = (await readCatalogue(join(models, 'metrics'), { ...project, models: guarded }, sampleColumns))
    .catalogue;
});

function compile(query: MetricQuery) {
  return compileMetricQuery(catalogue, query, viewer, {
    now: new Date('2026-03-01T12:00:00Z'),
    reportingCurrency: 'CNY',
  });
}

const hostile = fc.constantFrom("'; drop table x --", '`', '\\', '{q1:String}', ') or (1=1', '*/', '\u0000');

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ dimension: fc.constantFrom('channel', 'shop_id', 'profit_center'), eq: hostile }),
  fc.record({ dimension: fc.constantFrom('channel', 'entity'), in: fc.array(hostile, { maxLength: 3 }) }),
  fc.record({ dimension: fc.constant('channel'), like: hostile }),
  fc.record({ dimension: fc.constant('channel'), gte: hostile, lt: hostile }),
);
const filter: fc.Arbitrary<Filter> = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({ and: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree;

const question: fc.Arbitrary<MetricQuery> = fc.record(
  {
    metrics: fc.uniqueArray(
      fc.constantFrom(
        'net_sales',
        'orders',
        'average_order_value',
        'ad_spend',
        'roas',
        'acos',
        'cancellation_rate',
        'repeat_rate',
      ),
      { minLength: 1, maxLength: 4 },
    ),
    dimensions: fc.uniqueArray(
      fc.constantFrom('channel', 'shop_id', 'entity', 'functional_currency', 'profit_center'),
    ),
    time: fc.oneof(
      fc.record({
        preset: fc.constantFrom(...timePresets),
        grain: fc.constantFrom(...grains.filter((g) => g !== 'hour' && g !== 'campaign_day')),
      }),
      fc.record({
        campaign: fc.constant({ event: 'cyber_week', edition: '2025' }),
        grain: fc.constantFrom(...grains.filter((g) => g !== 'hour')),
      }),
      fc.constant(time),
    ),
    where: filter,
    compare: fc.constantFrom(...comparisons.filter((name) => name !== 'same_campaign_day')),
    currency: fc.record({ mode: fc.constantFrom(...currencyModes) }),
    totals: fc.boolean(),
  },
  { requiredKeys: ['metrics', 'time'] },
);

/** Both claims of the policy that the facts carry, and nothing after it inside the brackets. */
const held = String.raw`has\(\{q\d+:Array\(String\)\}, `;
const wholePolicy = new RegExp(
  String.raw`^ where \(${held}'\*'\) or ${held}profit_center\)\) and \(${held}'\*'\) or ${held}shop_id\)\)\) as (?:fact|next)`,
);

/** Every table of a statement that has a row policy, with what follows its name. */
function readsOf(sql: string, table: string): string[] {
  return [...sql.matchAll(new RegExp(`\`${table}\`(?!\\.)(?! as)(?! on)(.{0,300})`, 'g'))].map(
    ([, rest]) => rest!,
  );
}

describe('compileMetricQuery', () => {
  it('names no table with a row policy but through the policy', () => {
    fc.assert(
      fc.property(question, (query) => {
        const { sql, totalsSql, parameters, models: read } = compile(query);
        const claims = Object.entries(parameters).filter(([, value]) => Array.isArray(value));
        expect(claims.map(([, value]) => value)).toEqual(
          expect.arrayContaining([['the-shop'], ['the-centre']]),
        );
        for (const text of [sql, totalsSql ?? sql]) {
          for (const table of read) {
            const reads = readsOf(text, table);
            expect(reads.length).toBeGreaterThan(0);
            for (const rest of reads) expect(rest).toMatch(wholePolicy);
          }
          for (const word of ['drop table', '1=1', '*/', '\u0000']) expect(text).not.toContain(word);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('guards tables that are only joined', () => {
    const { sql } = compile({ metrics: ['units'], dimensions: ['brand'], time });
    expect(readsOf(sql, 'dim_sku')).toEqual([expect.stringContaining(' where (has({')]);
  });

  it('means the same by the same question, whatever the order of metrics named twice', () => {
    const once = compile({ metrics: ['net_sales'], dimensions: ['channel'], time });
    const twice = compile({ metrics: ['net_sales', 'net_sales'], dimensions: ['channel', 'channel'], time });
    expect(twice).toEqual(once);
  });

  it('describes the columns of the answer', () => {
    const { columns } = compile({
      metrics: ['roas', 'average_order_value', 'orders'],
      dimensions: ['shop_id'],
      time: { preset: 'last_7_days', grain: 'day' },
      compare: 'previous_period',
    });
    expect(columns.map(({ name, kind, type, unit }) => [name, kind, type, unit].join(' '))).toEqual([
      'time time time ',
      'shop_id dimension string ',
      'roas metric float ratio',
      'roas_previous comparison float ratio',
      'roas_delta change float ratio',
      'roas_ratio change float percent',
      'average_order_value metric decimal money',
      'average_order_value_previous comparison decimal money',
      'average_order_value_delta change decimal money',
      'average_order_value_ratio change float percent',
      'orders metric int count',
      'orders_previous comparison int count',
      'orders_delta change int count',
      'orders_ratio change float percent',
    ]);
  });

  it.each([
    [{ metrics: ['net_sale'], time }, 'METRIC_UNKNOWN', 'net_sales'],
    [{ metrics: ['net_sales'], dimensions: ['chanel'], time }, 'DIMENSION_UNKNOWN', 'channel'],
    [{ metrics: ['net_sales', 'ad_spend'], dimensions: ['sku'], time }, 'DIMENSION_UNKNOWN', 'shop_id'],
    [{ metrics: ['ad_spend'], time: { preset: 'today', grain: 'hour' } }, 'QUERY_INVALID', 'day'],
    [
      { metrics: ['net_sales'], time, where: { dimension: 'nowhere', eq: 'x' } },
      'DIMENSION_UNKNOWN',
      'order_id',
    ],
    [
      { metrics: ['net_sales'], time, where: { dimension: 'is_cancelled', eq: 'maybe' } },
      'QUERY_INVALID',
      undefined,
    ],
    [
      { metrics: ['net_sales'], time, where: { dimension: 'business_day', gte: '1 May' } },
      'QUERY_INVALID',
      undefined,
    ],
    [{ metrics: ['net_sales'], time, where: { dimension: 'channel' } }, 'QUERY_INVALID', 'eq'],
    [
      { metrics: ['stock_available'], time, currency: { mode: 'reporting', code: 'euro' } },
      'QUERY_INVALID',
      undefined,
    ],
    [
      { metrics: ['net_sales'], time, orderBy: [{ field: 'orders', direction: 'asc' }] },
      'QUERY_INVALID',
      'net_sales',
    ],
    [{ metrics: ['net_sales'], time, limit: 0 }, 'QUERY_INVALID', undefined],
    [{ metrics: [], time }, 'QUERY_INVALID', 'net_sales'],
    [{ metrics: ['net_revenue'], time }, 'METRIC_UNKNOWN', undefined],
    [{ metrics: ['orders'], time: { ...time, grain: 'campaign_day' } }, 'QUERY_INVALID', undefined],
    [
      { metrics: ['orders'], time: { ...time, grain: 'hour', timeZone: 'marketplace' } },
      'QUERY_INVALID',
      'a grain of a day or more',
    ],
  ] as const)('refuses %j', (query, code, offered) => {
    try {
      compile(query as MetricQuery);
    } catch (error) {
      expect(error).toMatchObject({ code, fix: expect.any(String) });
      if (offered) expect(error).toMatchObject({ available: expect.arrayContaining([offered]) });
      return;
    }
    expect.unreachable('The question was answered.');
  });

  it('refuses what has not the shape of a question', () => {
    const odd = { metrics: ['orders'], time, orderBy: [{ field: 'orders', direction: 'asc; drop' }] };
    expect(() => compile(odd as unknown as MetricQuery)).toThrow('no metric question');
    expect(() => compile({ metrics: ['orders'], time, having: 1 } as unknown as MetricQuery)).toThrow(
      'having',
    );
  });
});
