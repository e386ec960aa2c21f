import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readProject } from '../../engine/index.ts';
import type { Catalogue, MetricModel } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/load-catalogue.ts';
import type { MetricQuery, Viewer } from '../query.ts';
import { sampleColumns } from '../run/sample.ts';
import { compileMetricQuery } from './compile.ts';

const models = join(import.meta.dirname, '../..');
const viewer: Viewer = { id: 'e', role: 'executive', claims: { shops: ['*'], profit_centers: ['*'] } };
const time = { from: '2026-01-01', to: '2026-02-01' };
const options = { now: new Date('2026-03-01T12:00:00Z'), reportingCurrency: 'CNY' };

let catalogue: Catalogue;

beforeAll(async () => {
  const { project } = await readProject(models);
  catalogue = (await readCatalogue(join(models, 'metrics'), project, sampleColumns)).catalogue;
});

const compile = (query: MetricQuery) => compileMetricQuery(catalogue, query, viewer, options);

describe('a question that cannot be answered', () => {
  it('says which figure cannot be told by a dimension, and what can be asked instead', () => {
    const query: MetricQuery = { metrics: ['orders', 'stock_available'], dimensions: ['customer_key'], time };
    expect(() => compile(query)).toThrow(
      expect.objectContaining({
        code: 'DIMENSION_UNKNOWN',
        message: '«stock_available» cannot be told by «customer_key»: dwd_inv_stock_df does not have it.',
        available: expect.arrayContaining(['sku', 'brand']),
        fix: expect.stringContaining('«stock_available» in a question of its own'),
      }),
    );
  });

  it('counts days of marketplaces only where the marketplace is known', () => {
    const query: MetricQuery = { metrics: ['orders', 'clicks'], time: { ...time, timeZone: 'marketplace' } };
    const [model] = catalogue.metrics.get('orders')!.measures.map((measure) => measure.model);
    const asked = (changed: Partial<MetricModel>) => {
      const orders = catalogue.metrics.get('orders')!;
      const measures = orders.measures.map((measure) => ({ ...measure, model: { ...model!, ...changed } }));
      const metrics = new Map([...catalogue.metrics, ['orders', { ...orders, measures }]]);
      return compileMetricQuery({ ...catalogue, metrics }, query, viewer, options).sql;
    };
    const dimensions = new Map([...model!.dimensions].filter(([, { column }]) => column !== 'zone'));
    expect(asked({ dimensions })).not.toContain('zone');
    expect(asked({ localDay: undefined })).toContain('`dim_marketplace`.`zone`');
    expect(() => asked({ localDay: undefined, dimensions })).toThrow(
      '«orders» does not know the marketplace of its rows',
    );
  });
});
