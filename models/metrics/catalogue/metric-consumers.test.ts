import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readProject } from '../../engine/index.ts';
import { sampleColumns } from '../run/sample.ts';
import { readCatalogue } from './load-catalogue.ts';
import { metricConsumers } from './metric-consumers.ts';

const models = join(import.meta.dirname, '../..');

it('metrics read the columns of their aggregates, and those in which a conversion looks for what follows', async () => {
  const { project } = await readProject(models);
  const { catalogue } = await readCatalogue(join(models, 'metrics'), project, sampleColumns);
  const reads = (metric: string) =>
    metricConsumers(catalogue)
      .find(({ name }) => name === metric)!
      .reads.map((read) => Object.values(read).join(' '));
  const line = (column: string) => `model dwd_trd_order_line_di ${column}`;
  expect(reads('net_sales')).toEqual(['net_amount', 'placed_at', 'currency'].map(line));
  expect(reads('repeat_customers')).toEqual(
    ['customer_key', 'is_cancelled', 'placed_at', 'customer_key', 'is_cancelled', 'placed_at'].map(line),
  );
});
