import { pino } from 'pino';
import { contracts, odsSources } from '#ingestion';
import {
  type Consumer,
  createBuilder,
  describeModels,
  type LineageGraph,
  lineageGraph,
  metricConsumers,
  readCatalogue,
} from '#models';
import { featuresDir, metricsDir, modelsDir } from '../platform/folders.ts';
import { screenMetrics } from '../screens.ts';
import { operate } from './connect.ts';

/** The lineage of the project's files, as the running warehouse reads them. */
export function readLineage(): Promise<LineageGraph> {
  return operate(async ({ warehouse, environment }) => {
    const builder = createBuilder({
      ...{ warehouse, directory: modelsDir, more: [featuresDir], odsSources: odsSources(contracts) },
      settings: { reportingCurrency: environment.reportingCurrency },
      ...{ log: pino({ level: 'error' }, process.stderr), clock: () => new Date() },
    });
    const project = await builder.project();
    const { catalogue } = await readCatalogue(metricsDir, project, await describeModels(warehouse));
    return lineageGraph(project, [...metricConsumers(catalogue), ...(await screenConsumers())]);
  });
}

/** Wall screens with the metrics that they show. */
export async function screenConsumers(): Promise<Consumer[]> {
  return (await screenMetrics()).map(({ id, metrics }) => ({
    ...{ kind: 'screen', name: id },
    reads: metrics.map((name) => ({ kind: 'metric', name })),
  }));
}
