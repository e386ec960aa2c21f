import { EntrepotError, nearest } from '#errors';
import type { MetricModel } from './catalogue.ts';

export function requireColumn(model: MetricModel, column: string): void {
  if (model.columns.has(column)) return;
  throw new EntrepotError('METRIC_INVALID', `${model.name} has no column «${column}».`, {
    asked: column,
    available: nearest(column, model.columns.keys()),
    fix: 'Inside an aggregate, names are columns of the model.',
  });
}
