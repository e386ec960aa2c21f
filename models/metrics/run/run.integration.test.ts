import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { readProject } from '../../engine/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import { describeModels } from '../catalogue/model-columns.ts';
import { compileMetricQuery } from '../compile/compile.ts';
import { exportSql } from '../compile/export-sql.ts';
import type { Filter, MetricAnswer, MetricQuery, Viewer } from '../query.ts';
import { columnBy, exchange, rowsOf, shown, sumsBy } from './oracle.ts';
import { runMetricQuery } from './run.ts';
import { brands, functional, type Line, localDay, makeSample, storeSample } from './sample.ts';

const models = join(import.meta.dirname, '../..');
const sample = makeSample(7, 1_200);
const everyone: Viewer = { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } };
const all = { from: '2024-12-01', to: '2026-06-01' };
const inYear = ({ placed_at }: Line) => placed_at >= Date.UTC(2025, 0, 1) && placed_at < Date.UTC(2026, 0, 1);
const spot = exchange(sample.rates);

let database: TestDatabase;
let catalogue: Catalogue;

beforeAll(async () => {
  database = await testDatabase('metrics');
  await storeSample(database.warehouse, sample);
  const { project } = await readProject(models);
  const read = await readCatalogue(
    join(models, 'metrics'),
    project,
    await describeModels(database.warehouse),
  );
  catalogue = read.catalogue;
});

afterAll(() => database.drop());

function ask(query: MetricQuery, viewer = everyone): Promise<MetricAnswer> {
  return runMetricQuery(database.reader, catalogue, query, viewer, {
    now: new Date('2026-03-01T12:00:00Z'),
    reportingCurrency: 'CNY',
    watermarks: { dwd_trd_order_line_di: { eventTime: '2026-03-01T11:59:50Z' } },
  });
}

describe('metric answers', () => {
  it('convert every line at the rate of its day and round only what is shown', async () => {
    const answer = await ask({
      metrics: ['net_sales', 'gross_sales'],
      dimensions: ['channel'],
      time: { ...all, grain: 'month', timeZone: 'Asia/Tokyo' },
    });
    const key = (line: Line) => `${localDay(line.placed_at, 'Asia/Tokyo').slice(0, 7)}-01 ${line.channel}`;
    const expected = sumsBy(sample.lines, key, (line) =>
      spot(line.net, line.business_day, line.currency, 'CNY'),
    );
    expect(columnBy(answer, ['time', 'channel'], 'net_sales')).toEqual(
      new Map([...expected].sort().map(([name, value]) => [name, shown(value, 2)])),
    );
    expect(answer.columns.at(-1)).toMatchObject({ currency: 'CNY', unit: 'money', type: 'decimal' });
    expect(answer.freshness).toMatchObject({ ageSeconds: 10, models: ['dwd_trd_order_line_di'] });
    expect(answer.cost.rowsRead).toBeGreaterThan(1_000);
  });

  it('show any currency, at other rates, with its own minor unit', async () => {
    const answer = await ask({
      metrics: ['net_sales'],
      dimensions: ['country'],
      time: { from: '2025-01-01', to: '2026-01-01' },
      currency: { mode: 'reporting', code: 'JPY', rate: 'avg_month' },
    });
    const average = exchange(sample.rates, 'avg_month');
    const expected = sumsBy(
      sample.lines.filter(inYear),
      (line) => line.country,
      (line) => average(line.net, line.business_day, line.currency, 'JPY'),
    );
    expect(columnBy(answer, ['country'], 'net_sales')).toEqual(
      new Map([...expected].sort().map(([name, value]) => [name, shown(value, 0)])),
    );
  });

  it('keep transaction currencies apart, and refuse to add them up', async () => {
    const query: MetricQuery = { metrics: ['net_sales'], time: all, currency: { mode: 'transaction' } };
    const answer = await ask({ ...query, dimensions: ['currency'] });
    const expected = sumsBy(
      sample.lines,
      (line) => line.currency,
      (line) => line.net * 10n ** 18n,
    );
    expect(columnBy(answer, ['currency'], 'net_sales')).toEqual(
      new Map([...expected].sort().map(([name, value]) => [name, shown(value, name === 'JPY' ? 0 : 2)])),
    );
    await expect(ask(query)).rejects.toMatchObject({
      code: 'QUERY_INVALID',
      available: ['EUR', 'GBP', 'JPY', 'USD'],
    });
    await expect(ask({ ...query, dimensions: ['shop_id'] })).rejects.toMatchObject({ code: 'QUERY_INVALID' });
    const one = await ask({ ...query, where: { dimension: 'currency', eq: 'EUR' } });
    expect(one.columns[0]).toMatchObject({ currency: 'EUR', values: [shown(expected.get('EUR')!, 2)] });
  });

  it('use the functional currency of each entity', async () => {
    const answer = await ask({
      metrics: ['net_sales', 'ad_spend'],
      dimensions: ['entity', 'functional_currency'],
      time: all,
      currency: { mode: 'functional' },
    });
    const sales = sumsBy(
      sample.lines,
      (line) => line.entity,
      (line) => spot(line.net, line.business_day, line.currency, functional[line.entity]!),
    );
    const spend = sumsBy(
      sample.ads,
      (ad) => ad.entity,
      (ad) => spot(ad.spend, ad.business_day, ad.currency, functional[ad.entity]!),
    );
    for (const row of rowsOf(answer)) {
      const digits = row.functional_currency === 'JPY' ? 0 : 2;
      expect(row.net_sales).toBe(shown(sales.get(String(row.entity))!, digits));
      expect(row.ad_spend).toBe(shown(spend.get(String(row.entity))!, digits));
    }
    expect(answer.rowCount).toBe(3);
  });

  it('refuse amounts that have no rate, and say which', async () => {
    await expect(
      ask({ metrics: ['net_sales'], time: all, currency: { mode: 'reporting', rate: 'budget' } }),
    ).rejects.toMatchObject({
      code: 'CURRENCY_UNKNOWN',
      asked: expect.stringMatching(/^[A-Z]{3} to CNY on 202/),
    });
  });

  it('compare with the year before, row by row and in total', async () => {
    const answer = await ask({
      metrics: ['units', 'net_sales'],
      time: { from: '2026-01-01', to: '2026-04-01', grain: 'month' },
      compare: 'year_ago',
      totals: true,
    });
    const month = (line: Line) => new Date(line.placed_at).toISOString().slice(0, 7);
    const units = sumsBy(sample.lines, month, (line) => BigInt(line.qty));
    const sales = sumsBy(sample.lines, month, (line) =>
      spot(line.net, line.business_day, line.currency, 'CNY'),
    );
    for (const row of rowsOf(answer)) {
      const [now, then] = [String(row.time).slice(0, 7), `2025-${String(row.time).slice(5, 7)}`];
      expect(row.units).toBe(String(units.get(now)));
      expect(row.units_previous).toBe(String(units.get(then)));
      expect(row.units_delta).toBe(String(units.get(now)! - units.get(then)!));
      expect(row.net_sales_delta).toBe(shown(sales.get(now)! - sales.get(then)!, 2));
      const ratio = Number(sales.get(now)! - sales.get(then)!) / Math.abs(Number(sales.get(then)!));
      expect(row.net_sales_ratio).toBeCloseTo(ratio, 9);
    }
    expect(answer.rowCount).toBe(3);
    const whole = ['2025-01', '2025-02', '2025-03'].reduce((sum, name) => sum + sales.get(name)!, 0n);
    expect(answer.totals?.net_sales_previous).toBe(shown(whole, 2));
  });

  it('recompute totals over everything, also beyond the limit', async () => {
    const answer = await ask({
      metrics: ['orders', 'average_order_value'],
      dimensions: ['sku'],
      time: all,
      totals: true,
      orderBy: [{ field: 'orders', direction: 'desc' }],
      limit: 2,
    });
    const orders = (lines: readonly Line[]) => new Set(lines.map(({ order_id }) => order_id)).size;
    const counts = [...Map.groupBy(sample.lines, ({ sku }) => sku).values()]
      .map(orders)
      .sort((a, b) => b - a);
    expect(answer).toMatchObject({ rowCount: 2, truncated: true });
    expect(answer.columns[1]?.values).toEqual(counts.slice(0, 2));
    expect(answer.totals?.orders).toBe(orders(sample.lines));
    const cancelled = orders(sample.lines.filter(({ status }) => status === 'cancelled'));
    const net = sample.lines.reduce(
      (sum, line) => sum + spot(line.net, line.business_day, line.currency, 'CNY'),
      0n,
    );
    // A quotient of whole numbers, so that only its last shown digit can be in question.
    const mean = net / BigInt(orders(sample.lines) - cancelled);
    expect(answer.totals?.average_order_value).toBe(shown(mean, 2));
  });

  it('put figures of two models side by side without multiplying them', async () => {
    const answer = await ask({
      metrics: ['net_sales', 'clicks', 'units', 'ad_spend'],
      dimensions: ['profit_center'],
      time: { from: '2025-01-01', to: '2026-01-01', grain: 'quarter' },
      where: { not: { dimension: 'channel', eq: 'shopify' } },
    });
    const quarter = (text: string) =>
      `2025-${['01', '04', '07', '10'][Math.floor((Number(text.slice(5, 7)) - 1) / 3)]}-01`;
    const lines = sample.lines.filter((line) => inYear(line) && line.channel !== 'shopify');
    const ads = sample.ads.filter((ad) => ad.business_day.startsWith('2025') && ad.channel !== 'shopify');
    const units = sumsBy(
      lines,
      (line) => `${quarter(new Date(line.placed_at).toISOString())} ${line.profit_center}`,
      (line) => BigInt(line.qty),
    );
    const clicks = sumsBy(
      ads,
      (ad) => `${quarter(ad.business_day)} ${ad.profit_center}`,
      (ad) => BigInt(ad.clicks),
    );
    for (const row of rowsOf(answer)) {
      const key = `${row.time} ${row.profit_center}`;
      expect(row.units).toBe(String(units.get(key) ?? 0));
      expect(row.clicks).toBe(Number(clicks.get(key) ?? 0));
    }
    expect(answer.rowCount).toBe(new Set([...units.keys(), ...clicks.keys()]).size);
  });

  it('take levels at the end of each stretch, thing by thing', async () => {
    const answer = await ask({
      metrics: ['stock_available'],
      time: { from: '2024-12-01', to: '2025-03-01', grain: 'month' },
    });
    const last = new Map<string, { day: string; available: number }>();
    for (const { stock_day, node_id, sku, available } of sample.stock) {
      const key = `${stock_day.slice(0, 7)}-01 ${node_id} ${sku}`;
      if ((last.get(key)?.day ?? '') <= stock_day) last.set(key, { day: stock_day, available });
    }
    const expected = sumsBy(
      [...last],
      ([key]) => key.slice(0, 10),
      ([, { available }]) => BigInt(available),
    );
    expect(columnBy(answer, ['time'], 'stock_available')).toEqual(
      new Map([...expected].sort().map(([name, value]) => [name, String(value)])),
    );
  });

  it('group by the columns of dimension tables', async () => {
    const answer = await ask({ metrics: ['units'], dimensions: ['brand'], time: all });
    const expected = sumsBy(
      sample.lines,
      ({ sku }) => brands[sku] ?? '',
      ({ qty }) => BigInt(qty),
    );
    expect(columnBy(answer, ['brand'], 'units')).toEqual(
      new Map([...expected].sort().map(([name, value]) => [name, String(value)])),
    );
  });

  it('count hours on the clock of the zone, also when it is put back', async () => {
    const answer = await ask({
      metrics: ['order_lines'],
      time: { from: '2025-10-20', to: '2025-11-05', grain: 'hour', timeZone: 'Europe/Berlin' },
    });
    const [from, to] = [Date.UTC(2025, 9, 19, 22), Date.UTC(2025, 10, 4, 23)];
    const lines = sample.lines.filter(({ placed_at }) => placed_at >= from && placed_at < to);
    const expected = sumsBy(
      lines,
      ({ placed_at }) => `${new Date(placed_at).toISOString().slice(0, 13)}:00:00Z`,
      () => 1n,
    );
    expect(columnBy(answer, ['time'], 'order_lines')).toEqual(
      new Map([...expected].sort().map(([name, value]) => [name, Number(value)])),
    );
  });

  it.each<[string, Filter, (line: Line) => boolean]>([
    ['in', { dimension: 'channel', in: ['amazon', 'ebay'] }, ({ channel }) => channel === 'amazon'],
    ['nothing', { dimension: 'channel', in: [] }, () => false],
    [
      'like',
      { dimension: 'profit_center', like: 'PC-_U%' },
      ({ profit_center }) => profit_center === 'PC-EU',
    ],
    [
      'days',
      { dimension: 'business_day', gte: '2025-03-01', lt: '2025-06-01' },
      ({ business_day }) => business_day >= '2025-03-01' && business_day < '2025-06-01',
    ],
    ['flags', { dimension: 'is_cancelled', eq: 'true' }, () => false],
    [
      'a joined column that is not there',
      { not: { dimension: 'brand', eq: 'Kaiyo' } },
      ({ sku }) => sku !== 's2',
    ],
    [
      'trees',
      {
        or: [
          { and: [{ dimension: 'shop_id', eq: 'de' }, { not: { dimension: 'country', in: ['DE', 'AT'] } }] },
          { dimension: 'sku', gte: 's9' },
        ],
      },
      ({ shop_id, country, sku }) =>
        (shop_id === 'de' && country !== 'DE' && country !== 'AT') || sku === 's9',
    ],
    [
      'text that looks like SQL',
      { dimension: 'sku', in: ["s1' or '1'='1", 's1'] },
      ({ sku }) => sku === 's1',
    ],
  ])('filter by %s', async (_name, where, holds) => {
    const answer = await ask({ metrics: ['order_lines'], time: all, where });
    expect(answer.columns[0]?.values).toEqual([sample.lines.filter(holds).length]);
  });

  it('can be taken out in bulk, unrounded, and stop where a figure would be wrong', async () => {
    const query: MetricQuery = { metrics: ['net_sales', 'units'], dimensions: ['shop_id'], time: all };
    const options = { now: new Date('2026-03-01T12:00:00Z'), reportingCurrency: 'CNY' };
    const exported = async (asked: MetricQuery) => {
      const compiled = compileMetricQuery(catalogue, asked, everyone, options);
      return text(await database.reader.stream(exportSql(compiled), 'TSVWithNames', compiled.parameters));
    };
    const sales = sumsBy(
      sample.lines,
      ({ shop_id }) => shop_id,
      (line) => spot(line.net, line.business_day, line.currency, 'CNY'),
    );
    const units = sumsBy(
      sample.lines,
      ({ shop_id }) => shop_id,
      ({ qty }) => BigInt(qty),
    );
    const expected = [...sales]
      .sort()
      .map(([shop, value]) => `${shop}\t${shown(value, 24).replace(/\.?0+$/, '')}\t${units.get(shop)}\n`);
    expect(await exported(query)).toBe(['shop_id\tnet_sales\tunits\n', ...expected].join(''));
    // The engine has begun to send by then: what it can do is to break the answer off.
    await expect(exported({ ...query, currency: { mode: 'reporting', rate: 'budget' } })).rejects.toThrow();
  });

  it('show a viewer the rows of their claims only', async () => {
    const query: MetricQuery = { metrics: ['order_lines', 'clicks'], time: all, totals: true };
    const claims = (profit_centers: string[], shops: string[]) => ({
      id: 'v',
      role: 'operator',
      claims: { profit_centers, shops },
    });
    const lines = (shop: string) => sample.lines.filter(({ shop_id }) => shop_id === shop).length;
    const count = async (viewer: Viewer) => (await ask(query, viewer)).totals?.order_lines;
    expect(await count(claims(['*'], ['de']))).toBe(lines('de'));
    expect(await count(claims(['PC-EU'], ['*']))).toBe(lines('de') + lines('gb'));
    expect(await count(claims(['PC-EU'], ['us']))).toBe(0);
    expect(await count(claims([], ['*']))).toBe(0);
    expect(await count({ id: 'n', role: 'operator', claims: {} })).toBe(0);
  });
});
