import { contracts, migrateTables, odsSources } from '#ingestion';
import { type Builder, type BuilderRole, createBuilder } from '#models';
import { afterFlood } from '../after-flood.ts';
import { featuresDir, modelsDir } from '../folders.ts';
import { createMilestoneReporter } from '../milestone-reporter.ts';
import type { RoleContext, StartRole } from './context.ts';

/** Rows become models. */
export const startBuildRole: StartRole = async (context, beside) => {
  // Alone in its process it cannot rely on another having made the tables.
  if (!beside.includes('ingest')) await migrateTables(context.warehouse, contracts);
  const log = context.log.child({ role: 'build' });
  const builder = builderOf(context);
  const stopping = new AbortController();
  let role: BuilderRole | undefined;
  const reporter = createMilestoneReporter(context, () => role?.status());
  const failed = afterFlood(context, log, stopping.signal).then(() => {
    if (stopping.signal.aborted) return new Promise<never>(() => undefined);
    role = builder.run();
    return role.failed;
  });
  failed.catch(() => undefined);
  return {
    failed,
    stop: async () => {
      stopping.abort();
      reporter.stop();
      await role?.stop();
    },
  };
};

/** The one builder of this process: the build role runs it, the gateway asks it for the project. */
export function builderOf({ shared, warehouse, environment, log }: RoleContext): Builder {
  const existing = shared.get('builder');
  if (existing) return existing;
  const builder = createBuilder({
    warehouse,
    directory: modelsDir,
    more: [featuresDir],
    odsSources: odsSources(contracts),
    settings: { reportingCurrency: environment.reportingCurrency },
    following: environment.models,
    keptForMs: environment.keptMinutes * 60_000,
    log: log.child({ role: 'build' }),
    clock: () => new Date(),
  });
  shared.set('builder', builder);
  return builder;
}
