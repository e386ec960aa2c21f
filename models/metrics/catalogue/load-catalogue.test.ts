import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProject } from '../../engine/index.ts';
import { openCatalogue } from '../run/catalogue-source.ts';
import { sampleColumns } from '../run/sample.ts';
import { labelOf } from './labels.ts';
import { readCatalogue } from './load-catalogue.ts';

const models = join(import.meta.dirname, '../..');
const { project } = await readProject(models);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metrics-'));
  await mkdir(join(folder, 'labels'));
});

afterEach(() => rm(folder, { recursive: true }));

async function read(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return readCatalogue(folder, project, sampleColumns);
}

const sales = (metrics: string) => `model: dwd_trd_order_line_di\ntime: placed_at\nmetrics:\n${metrics}`;

describe('readCatalogue', () => {
  it('tells kind, unit and type of a metric from its formula', async () => {
    const { catalogue, problems } = await read({
      'a.yml': sales(`
  gross: sum(gross_amount)
  lines: count()
  buyers: distinct(customer_key)
  per_line: gross / lines
  net_rate: sum(net_amount) / gross
  cost: -sum(discount_amount)
  rest: gross - cost
  pieces: sum(sold_qty)`),
      'b.yml': 'model: dwd_inv_stock_df\nmetrics:\n  level: last(available)\n',
    });
    expect(problems).toEqual([]);
    const said = [...catalogue.metrics.values()].map(
      ({ name, kind, unit, type }) => `${name}: ${kind} ${unit} ${type}`,
    );
    expect(said).toEqual([
      'gross: additive money decimal',
      'lines: additive count int',
      'buyers: distinct count int',
      'per_line: ratio money decimal',
      'net_rate: ratio percent float',
      'cost: additive money decimal',
      'rest: derived money decimal',
      'pieces: additive count decimal',
      'level: semi_additive count decimal',
    ]);
  });

  it('offers the dimensions all its models share, joined ones too', async () => {
    const { catalogue } = await read({
      'a.yml': sales('  gross: sum(gross_amount)'),
      'b.yml': 'model: dwd_mkt_ad_perf_di\ntime: business_day\nmetrics:\n  back: gross / sum(spend_amount)\n',
    });
    expect(catalogue.metrics.get('gross')?.dimensions).toEqual(
      expect.arrayContaining(['channel', 'brand', 'entity_name', 'functional_currency', 'is_cancelled']),
    );
    expect(catalogue.metrics.get('back')?.dimensions).not.toContain('brand');
    expect(catalogue.metrics.get('back')?.models).toEqual(['dwd_trd_order_line_di', 'dwd_mkt_ad_perf_di']);
  });

  it.each([
    ['  a: sum(gros_amount)', 'METRIC_INVALID', 'has no column «gros_amount»'],
    ['  a: b + 1\n  b: a', 'METRIC_INVALID', 'a → b → a'],
    ['  a: nothing * 2', 'METRIC_UNKNOWN', 'no metric «nothing»'],
    ['  a: avg(gross_amount)', 'METRIC_INVALID', 'mix currencies'],
    ['  a: sum(status)', 'METRIC_INVALID', 'is no number'],
    ['  a: sum(gross_amount) + count()', 'METRIC_INVALID', 'cannot be added'],
    ['  a: {formula: count()}', 'METRIC_INVALID', 'not as expected'],
    ['  a: converted(order_id to dwd_nothing within 3 days)', 'MODEL_UNKNOWN', 'no model «dwd_nothing»'],
    ['  a: converted(status to dwd_inv_stock_df within 3 days)', 'METRIC_INVALID', 'no column «status»'],
    ['  a: converted(sku to dwd_inv_stock_df within 3 days)', 'METRIC_INVALID', '«stock_day» is a day'],
    ['  a: converted(sold_qty + 1 to dwd_inv_stock_df within 3 days)', 'METRIC_INVALID', 'one column'],
    ['  A: count()', 'METRIC_INVALID', 'not as expected'],
    ['  a: [', 'METRIC_INVALID', 'not valid YAML'],
  ])('refuses %j with file, line and remedy, and keeps the rest', async (metrics, code, message) => {
    const { catalogue, problems } = await read({
      'a.yml': sales(metrics),
      'good.yml': sales('  good: count()'),
    });
    expect(problems[0]).toMatchObject({
      code,
      at: 'a.yml:4',
      fix: expect.any(String),
    });
    expect(problems[0]?.message).toContain(message);
    expect([...catalogue.metrics.keys()]).toEqual(['good']);
  });

  it('refuses to add levels up over time', async () => {
    const { problems } = await read({
      'a.yml': 'model: dwd_inv_stock_df\nmetrics:\n  level: sum(available)\n',
    });
    expect(problems[0]?.fix).toContain('last');
  });

  it('waits for models that are not built, and refuses those that do not exist', async () => {
    const { catalogue, problems } = await read({
      'a.yml': 'model: dwd_trd_refund_di\nmetrics:\n  early: count()\n',
      'b.yml': 'model: dwd_nothing\nmetrics:\n  never: count()\n',
    });
    expect(catalogue.waiting).toEqual(['early']);
    expect(problems.map(({ code }) => code)).toEqual(['MODEL_UNKNOWN']);
  });

  it('finds labels by language, then English, then the name', async () => {
    const { catalogue } = await read({
      'a.yml': sales('  net_sales: sum(net_amount)\n  odd_one: count()'),
      'labels/en.yml': 'net_sales: { label: Net sales, description: After all. }\n',
      'labels/zh.yml': 'net_sales: 销售净额\n',
    });
    const [metric, odd] = [...catalogue.metrics.values()] as const;
    expect(labelOf(metric!, 'zh-CN')).toEqual({ label: '销售净额', description: '' });
    expect(labelOf(metric!, 'es').label).toBe('Net sales');
    expect(labelOf(odd!, 'zh').label).toBe('Odd one');
  });
});

describe('openCatalogue', () => {
  it('follows its files, and keeps a metric whose last change is a mistake', async () => {
    await writeFile(join(folder, 'a.yml'), sales('  first: count()'));
    const source = await openCatalogue({
      ...{ directory: folder, project: () => project, columns: async () => sampleColumns },
      log: pino({ level: 'silent' }),
    });
    expect(await source.refresh()).toBe(false);
    await writeFile(join(folder, 'a.yml'), sales('  first: count()\n  second: distinct(order_id)'));
    const seen: string[][] = [];
    const watch = source.watch(5, ({ metrics }) => seen.push([...metrics.keys()]));
    await expect.poll(() => seen).toEqual([['first', 'second']]);
    await watch.stop();
    await writeFile(join(folder, 'a.yml'), sales('  first: count()\n  second: distinct(ordre_id)'));
    expect(await source.refresh()).toBe(true);
    expect(source.current().metrics.get('second')?.formula).toBe('distinct(order_id)');
  });
});

it('the metrics of this repository are sound and labelled in English and Chinese', async () => {
  const { problems, catalogue } = await readCatalogue(join(models, 'metrics'), project, sampleColumns);
  expect(problems).toEqual([]);
  const unlabelled = [...catalogue.metrics.values()].filter(({ labels }) => !labels.en || !labels.zh);
  expect(unlabelled.map(({ name }) => name)).toEqual([]);
});
