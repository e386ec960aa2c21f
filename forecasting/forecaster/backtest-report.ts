import { z } from 'zod';
import { openRegistry } from '../signature/registry.ts';

const measures = z.object({ wape: z.number(), wape28: z.number(), bias: z.number() });

const sourceShape = z.object({
  rows: z.int(),
  model_mean: measures,
  model_p50: measures,
  seasonal_naive: measures,
  ses: measures,
  seasonal_es: measures,
  quantiles: z.record(z.string(), z.number()),
});

const metricsShape = z.object({ origins: z.array(z.string()), sources: z.record(z.string(), sourceShape) });

const contestants = ['model_mean', 'model_p50', 'seasonal_naive', 'ses', 'seasonal_es'] as const;

export type BacktestRow = {
  /** The history the origins lie in. */
  source: string;
  forecast: (typeof contestants)[number];
  /** Sum of absolute errors of days over what was sold. */
  wape: number;
  /** The same of each series' 28 days together. */
  wape28: number;
  /** (forecast − sold) / sold */
  bias: number;
};

export type BacktestReport = {
  model: string;
  version: string;
  origins: string[];
  rows: BacktestRow[];
  /** By source: pinball loss per unit sold and coverage of each quantile. */
  quantiles: Record<string, Record<string, number>>;
};

/** How the demand model that is served did against its baselines when it was trained. */
export async function backtestReport(registryDir: string): Promise<BacktestReport> {
  const { signature } = await openRegistry(registryDir).champion('demand');
  const { origins, sources } = metricsShape.parse(signature.metrics);
  const rows = Object.entries(sources).flatMap(([source, found]) =>
    contestants.map((forecast) => ({ source, forecast, ...found[forecast] })),
  );
  const quantiles = Object.fromEntries(
    Object.entries(sources).map(([source, found]) => [source, found.quantiles]),
  );
  return { model: signature.name, version: signature.version, origins, rows, quantiles };
}
