import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, testDatabase } from '../../../../deploy/testing/database.ts';
import { type Project, readProject } from '../../../engine/index.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { readCatalogue } from '../../catalogue/load-catalogue.ts';
import { describeModels } from '../../catalogue/model-columns.ts';
import type { MetricAnswer, MetricQuery, Viewer } from '../../query.ts';
import { runMetricQuery } from '../run.ts';
import { makeSample, storeSample } from '../sample.ts';
import { sales } from './calendar-expected.ts';

const models = join(import.meta.dirname, '../../..');
export const sample = makeSample(23, 900);
const everyone: Viewer = { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } };

/**
 * The sample in a database, and its metrics with two more: a percentile and a conversion. Days of marketplaces are read where
 * a model is kept by them, unless they are to be computed.
 */
export async function openSample(name: string, { computesDays = false } = {}) {
  const database: TestDatabase = await testDatabase(name);
  await storeSample(database.warehouse, sample);
  const { project: own } = await readProject(models);
  const project = computesDays ? withOtherDays(own) : own;
  const files = await mkdtemp(join(tmpdir(), 'metrics-'));
  await cp(join(models, 'metrics'), files, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  await writeFile(
    join(files, 'more.yml'),
    [
      'model: dwd_trd_order_line_di\ntime: placed_at\nmetrics:',
      '  quantity_p90: percentile(sold_qty, 0.9)',
      '  repeats: converted(customer_key to dwd_trd_order_line_di (sold_qty > 2) within 20 days)',
    ].join('\n'),
  );
  const read = await readCatalogue(files, project, await describeModels(database.warehouse));
  await rm(files, { recursive: true });
  const catalogue: Catalogue = { ...read.catalogue, events: new Map([['sale', sales]]) };
  return {
    drop: () => database.drop(),
    ask: (query: MetricQuery, viewer = everyone): Promise<MetricAnswer> =>
      runMetricQuery(database.reader, catalogue, query, viewer, {
        ...{ now: new Date('2026-06-01T12:00:00Z'), reportingCurrency: 'CNY', watermarks: {} },
      }),
  };
}

/** The same models, whose days are not known to be those of marketplaces. */
function withOtherDays(project: Project): Project {
  const others = [...project.models].map(
    ([name, model]) => [name, { ...model, sql: model.sql.replaceAll("'%F'", "'%Y-%m-%d'") }] as const,
  );
  return { models: new Map(others) };
}
