import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { EntrepotError } from '#errors';
import { contracts, odsSources } from '#ingestion';
import { type Builder, type BuildReport, createBuilder } from '#models';
import { identifier, type Warehouse } from '#warehouse';
import { featuresDir, modelsDir } from '../../platform/folders.ts';
import type { Check } from '../verdict.ts';

/** The builder of the real models. */
export function builderOf(warehouse: Warehouse, log: Logger): Builder {
  return createBuilder({
    ...{ warehouse, directory: modelsDir, more: [featuresDir], odsSources: odsSources(contracts), log },
    ...{ settings: { reportingCurrency: 'CNY' }, clock: () => new Date() },
  });
}

/**
 * Whether what was kept up to date, over all kills, equals what a full rebuild makes of the same events, model by model
 * and row by row.
 */
export async function driftChecks(warehouse: Warehouse, log: Logger): Promise<Check[]> {
  const builder = builderOf(warehouse, log);
  await whenFree(() => builder.buildOnce());
  const { models } = await builder.project();
  const stored = [...models.values()].filter(({ kind }) => kind === 'incremental' || kind === 'table');
  const contents = async () => Promise.all(stored.map(({ name }) => contentOf(warehouse, name)));
  const kept = await contents();
  await whenFree(() => builder.rebuild());
  const rebuilt = await contents();
  return stored.map(({ name }, index) => ({
    name: `${name}: as a full rebuild`,
    expected: rebuilt[index]!,
    found: kept[index]!,
  }));
}

/** A killed builder's lease runs out by itself. */
async function whenFree(build: () => Promise<BuildReport>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { runs } = await build();
      const failed = runs.find(({ error }) => error !== '');
      if (failed) throw new EntrepotError('CHECK_FAILED', `«${failed.model}» was not built: ${failed.error}`);
      return;
    } catch (error) {
      if (!(error instanceof EntrepotError) || error.code !== 'FENCED' || attempt === 30) throw error;
      await sleep(1_000);
    }
  }
}

async function contentOf(warehouse: Warehouse, table: string): Promise<string> {
  const [row] = await warehouse.rows<{ content: string }>(
    `select concat(toString(count()), ' rows, ', hex(sum(sipHash64(tuple(*))))) as content from ${identifier(table)}`,
  );
  return row!.content;
}
