import { EntrepotError } from '#errors';
import type { Aggregate } from '../expression/expression.ts';
import { argumentColumns, conditionColumns } from '../expression/walk.ts';
import type { Measure, MetricModel, NumberType, TimeColumn } from './catalogue.ts';
import { conversionOf, type Following } from './conversion.ts';
import { classOf } from './model-columns.ts';
import { requireColumn } from './require-column.ts';

const timeless = ['distinct', 'approx_distinct', 'last'];
const notOverCurrencies = ['avg', 'min', 'max', 'percentile'];

/** An aggregate over a model, checked against the model's columns. */
export function measureOf(
  aggregate: Aggregate,
  model: MetricModel,
  time: TimeColumn | undefined,
  following?: Following,
): Measure {
  const taken = argumentColumns(aggregate);
  for (const column of [...taken, ...conditionColumns(aggregate.where)]) requireColumn(model, column);
  const currency = currencyOf(taken, model);
  const called = aggregate.function;
  if (called === 'last' && time === undefined) {
    throw invalid(`«last» needs a time, and ${model.name} has none.`, 'Give the file a «time:» line.');
  }
  if (model.isSnapshot && !timeless.includes(called)) {
    throw invalid(
      `${model.name} holds levels, which «${called}» would add up over time.`,
      'Use last(…), the level at the end of the time asked for.',
    );
  }
  if (currency !== undefined && notOverCurrencies.includes(called)) {
    throw invalid(`«${called}» of money would mix currencies.`, 'Divide a sum by a count instead.');
  }
  return {
    id: JSON.stringify([model.name, time?.column, aggregate]),
    aggregate,
    function: called,
    model,
    time,
    currency,
    type: typeOf(aggregate, model),
    conversion: following && conversionOf(aggregate, time, following),
  };
}

/** `x_amount` is money in `x_currency` where there is such a column, else in `currency`. */
function currencyOf(columns: readonly string[], model: MetricModel): string | undefined {
  const currencies = columns.filter(isAmount).map((column) => {
    const own = column.replace(/amount$/, 'currency');
    return model.columns.has(own) ? own : 'currency';
  });
  const [first] = currencies;
  if (first === undefined) return undefined;
  if (currencies.some((currency) => currency !== first)) {
    throw invalid(
      'An aggregate mixes amounts in different currencies.',
      'Make one metric of each, then add them.',
    );
  }
  requireColumn(model, first);
  return first;
}

function isAmount(column: string): boolean {
  return column === 'amount' || column.endsWith('_amount');
}

function typeOf(aggregate: Aggregate, model: MetricModel): NumberType {
  if (['count', 'distinct', 'approx_distinct', 'converted'].includes(aggregate.function)) return 'int';
  if (aggregate.function === 'avg' || aggregate.function === 'percentile') return 'float';
  const kinds = argumentColumns(aggregate).map((column) => classOf(model.columns.get(column)!));
  const unfit = argumentColumns(aggregate).find(
    (_, index) => !['int', 'decimal', 'float'].includes(kinds[index]!),
  );
  if (unfit) throw invalid(`«${unfit}» of ${model.name} is no number.`, 'Use count(…) or distinct(…).');
  if (kinds.includes('float')) return 'float';
  return kinds.includes('decimal') || aggregate.argument?.kind === 'number' ? 'decimal' : 'int';
}

function invalid(message: string, fix: string): EntrepotError {
  return new EntrepotError('METRIC_INVALID', message, { fix });
}
