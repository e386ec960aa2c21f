import type { Metric } from '../catalogue/catalogue.ts';
import type { ColumnKind, ColumnType, Unit } from '../query.ts';
import type { Plan, Variant } from './plan.ts';

export type CompiledColumn = { name: string; kind: ColumnKind; type: ColumnType; unit?: Unit };

/** The columns of an answer, in their order. */
export function columnsOf(
  { grain, dayOne, dimensions, variants }: Pick<Plan, 'grain' | 'dayOne' | 'dimensions' | 'variants'>,
  metrics: readonly Metric[],
): CompiledColumn[] {
  return [
    ...(grain ? [{ name: 'time', kind: 'time', type: dayOne === undefined ? 'time' : 'int' } as const] : []),
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
