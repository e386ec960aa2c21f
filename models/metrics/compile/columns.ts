import type { Metric } from '../catalogue/catalogue.ts';
import type { ColumnKind, ColumnType, MetricQuery, Unit } from '../query.ts';
import type { Variant } from './plan.ts';

export type CompiledColumn = { name: string; kind: ColumnKind; type: ColumnType; unit?: Unit };

/** The columns of an answer, in their order. */
export function columnsOf(
  query: Pick<MetricQuery, 'dimensions'> & { time: Pick<MetricQuery['time'], 'grain'> },
  metrics: readonly Metric[],
  variants: readonly Variant[],
): CompiledColumn[] {
  const dimensions = [...new Set(query.dimensions ?? [])];
  return [
    ...(query.time.grain ? [{ name: 'time', kind: 'time', type: 'time' } as const] : []),
    ...dimensions.map((name) => ({ name, kind: 'dimension', type: 'string' }) as const),
    ...metrics.flatMap((metric) => figureColumns(metric, variants)),
  ];
}

/** The columns of one metric: itself, what it is compared with, and each of them added up. */
export function figureColumns({ name, type, unit }: Metric, variants: readonly Variant[]): CompiledColumn[] {
  return variants.flatMap(({ suffix, change, accumulation }): CompiledColumn[] => {
    const column = { name: name + suffix, type, unit };
    if (change === undefined) return [{ ...column, kind: accumulation ? 'cumulative' : 'metric' }];
    return [
      { ...column, kind: 'comparison' },
      { name: `${name}${change.stem}_delta`, kind: 'change', type, unit },
      { name: `${name}${change.stem}_ratio`, kind: 'change', type: 'float', unit: 'percent' },
    ];
  });
}
