import { EntrepotError, nearest } from '#errors';
import type { Measure, Metric } from '../catalogue/catalogue.ts';
import { type MetricQuery, marketplaceZone } from '../query.ts';
import { zoneOf } from './time-column.ts';

/** Every figure must have the dimension: a stock by customer would repeat the whole stock for each of them. */
export function requireDimension(name: string, metrics: readonly Metric[]): void {
  const has = ({ model, currency }: Measure) =>
    model.dimensions.has(name) || (name === 'currency' && currency !== undefined);
  const without = metrics.filter(({ measures }) => !measures.every(has));
  const [first] = without;
  if (!first) return;
  const { model } = first.measures.find((measure) => !has(measure))!;
  const common = metrics[0]!.dimensions.filter((each) =>
    metrics.every(({ dimensions }) => dimensions.includes(each)),
  );
  const isAlone = without.length === metrics.length;
  throw new EntrepotError(
    'DIMENSION_UNKNOWN',
    `«${first.name}» cannot be told by «${name}»: ${model.name} does not have it.`,
    {
      asked: name,
      available: nearest(name, common, 12),
      fix: isAlone
        ? 'Use one of the dimensions listed.'
        : `Use a dimension that all figures have, or ask for ${without.map((metric) => `«${metric.name}»`).join(', ')} in a question of its own.`,
    },
  );
}

/** Figures without a time are those of now: they have no grain and no earlier value. */
export function refuseTimeless(metrics: readonly Metric[], query: MetricQuery): void {
  const timeless = metrics.find(({ measures }) => measures.some(({ time }) => time === undefined));
  const timely = query.time.grain ?? query.compare ?? query.comparisons?.[0] ?? query.cumulative?.[0];
  if (timeless && timely) {
    throw new EntrepotError('QUERY_INVALID', `«${timeless.name}» is known for now only, not over time.`, {
      asked: typeof timely === 'string' ? timely : JSON.stringify(timely),
      fix: 'Leave out grain, comparison and cumulation, or ask for it by itself.',
    });
  }
  const daily = metrics.find(({ measures }) => measures.some(({ time }) => time?.kind === 'day'));
  if (daily && query.time.grain === 'hour') {
    throw new EntrepotError('QUERY_INVALID', `«${daily.name}» is kept by day, not by hour.`, {
      asked: 'hour',
      available: ['day', 'week', 'month', 'quarter', 'year'],
      fix: 'Ask for a grain of a day or more.',
    });
  }
}

/** A marketplace's days need the marketplace, and are days: hours of different clocks do not line up. */
export function refuseUnplaced(metrics: readonly Metric[], { time }: MetricQuery): void {
  if (time.timeZone !== marketplaceZone) return;
  if (time.grain === 'hour') {
    throw new EntrepotError(
      'QUERY_INVALID',
      'Hours of marketplaces in different zones are different hours.',
      {
        asked: 'hour',
        available: ['a time zone', 'a grain of a day or more'],
        fix: 'Give one time zone, or ask by days.',
      },
    );
  }
  const isPlaced = ({ time: column, model }: Measure) =>
    column === undefined ||
    column.kind === 'day' ||
    model.localDay?.of === column.column ||
    zoneOf(model) !== undefined;
  const stranger = metrics.find(({ measures }) => !measures.every(isPlaced));
  if (!stranger) return;
  const { model } = stranger.measures.find((measure) => !isPlaced(measure))!;
  throw new EntrepotError('QUERY_INVALID', `«${stranger.name}» does not know the marketplace of its rows.`, {
    asked: marketplaceZone,
    available: ['a time zone such as Asia/Shanghai'],
    fix: `Ask in one time zone, or give ${model.name} the column «marketplace».`,
  });
}
