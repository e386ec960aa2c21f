import { createHash } from 'node:crypto';
import type { AnalysedProject } from '../engine/index.ts';
import type { Catalogue, Metric } from '../metrics/index.ts';
import { meaningOf } from './meaning.ts';

/** A model as those who read it by name rely on it. */
export type SurfaceModel = {
  /** GraphQL type, where it is exposed. */
  exposed?: string;
  grain: readonly string[];
  /** Types by column. */
  columns: Readonly<Record<string, string>>;
  /** Who sees which rows. */
  rows?: string;
  /** Columns with personal data. */
  mask?: readonly string[];
};

export type SurfaceMetric = {
  kind: string;
  unit: string;
  type: string;
  /** What it is, other metrics followed to their aggregates, whatever it is written like. */
  meaning: string;
  dimensions: readonly string[];
};

/** All that consumers of models and metrics rely on. Labels, comments and layout are not in it. */
export type Surface = {
  models: Readonly<Record<string, SurfaceModel>>;
  metrics: Readonly<Record<string, SurfaceMetric>>;
};

/** The surface of models that are exposed or that metrics are made of, and of all metrics; sorted, so that it compares. */
export function surfaceOf(project: AnalysedProject, catalogue: Catalogue): Surface {
  const metrics = [...catalogue.metrics.values()].sort(byName);
  const used = new Set(metrics.flatMap((metric) => metric.models));
  const models = [...project.models.values()].filter(
    ({ name, expose }) => expose !== undefined || used.has(name),
  );
  return {
    models: Object.fromEntries(
      models.sort(byName).map(({ name, expose, grain, columns, rows, mask }) => [
        name,
        {
          ...(expose === undefined ? {} : { exposed: expose }),
          grain,
          columns: Object.fromEntries(columns.map((column) => [column.name, column.type])),
          ...(rows === undefined ? {} : { rows }),
          ...(mask.length > 0 ? { mask } : {}),
        },
      ]),
    ),
    metrics: Object.fromEntries(metrics.map((metric) => [metric.name, surfaceMetric(metric)])),
  };
}

/** One hash of it all: the same as long as nothing changes for anybody. */
export function surfaceHash(surface: Surface): string {
  return createHash('sha256').update(JSON.stringify(surface)).digest('hex').slice(0, 16);
}

function surfaceMetric({ kind, unit, type, expression, dimensions }: Metric): SurfaceMetric {
  return { kind, unit, type, meaning: meaningOf(expression), dimensions: [...dimensions].sort() };
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
