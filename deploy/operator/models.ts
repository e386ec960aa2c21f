import { pino } from 'pino';
import { contracts, odsSources } from '#ingestion';
import {
  type Builder,
  type BuilderOptions,
  createBuilder,
  describeModels,
  metricConsumers,
  type Plan,
  readCatalogue,
} from '#models';
import { featuresDir, metricsDir, modelsDir } from '../platform/folders.ts';
import type { Operator } from './connect.ts';
import { screenConsumers } from './lineage.ts';

/** The builder as an operator's command uses it: on the project's files and the running warehouse. */
export function builderFor(
  { warehouse, environment }: Pick<Operator, 'warehouse' | 'environment'>,
  more: Partial<BuilderOptions> = {},
): Builder {
  return createBuilder({
    ...{ warehouse, directory: modelsDir, more: [featuresDir], odsSources: odsSources(contracts) },
    settings: { reportingCurrency: environment.reportingCurrency },
    following: environment.models,
    keptForMs: environment.keptMinutes * 60_000,
    log: pino({ level: 'silent' }),
    clock: () => new Date(),
    ...more,
  });
}

/** The plan with everybody who would be broken. */
export async function planFor({ warehouse }: Pick<Operator, 'warehouse'>, builder: Builder): Promise<Plan> {
  const { catalogue } = await readCatalogue(
    metricsDir,
    await builder.project(),
    await describeModels(warehouse),
  );
  return builder.plan([...metricConsumers(catalogue), ...(await screenConsumers())]);
}
