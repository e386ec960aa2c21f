import { EntrepotError } from '#errors';
import type { Aggregate } from '../expression/expression.ts';
import { conditionColumns } from '../expression/walk.ts';
import type { Measure, MetricModel, TimeColumn } from './catalogue.ts';
import { requireColumn } from './require-column.ts';

/** The model in which what follows is looked for, and when its rows happened. */
export type Following = { model: MetricModel; time: TimeColumn | undefined };

/** Checks that a key can be followed into another model: both have it, and both know the instant. */
export function conversionOf(
  { argument, conversion }: Aggregate,
  time: TimeColumn | undefined,
  following: Following,
): Measure['conversion'] {
  const { model } = following;
  if (argument?.kind !== 'column') {
    throw invalid('«converted» counts values of one column.', 'Name the column that both models have.');
  }
  for (const column of [argument.name, ...conditionColumns(conversion?.where)]) requireColumn(model, column);
  for (const known of [time, following.time]) {
    if (known?.kind === 'instant') continue;
    throw invalid(
      `«converted» needs to know what came first, and ${known ? `«${known.column}» is a day` : 'a model has no time'}.`,
      'Use models whose «time:» is an instant.',
    );
  }
  return { model, time: following.time!.column };
}

function invalid(message: string, fix: string): EntrepotError {
  return new EntrepotError('METRIC_INVALID', message, { fix });
}
