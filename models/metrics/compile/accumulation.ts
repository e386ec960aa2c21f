import { EntrepotError } from '#errors';
import { identifier } from '#warehouse';
import type { Measure, Metric } from '../catalogue/catalogue.ts';
import type { Cumulation } from '../query.ts';
import { clockOf, dayOfClock } from '../time/calendar/day-number.ts';
import { startOf } from '../time/calendar/start-of.ts';
import type { Period, ResolvedTime } from '../time/period.ts';
import { instantOf, localTime } from '../time/zone.ts';
import { mergedSql } from './aggregate-sql.ts';
import { bucketSql, dayOf, startOfSql } from './bucket.ts';
import type { Branch, Plan } from './plan.ts';

/** Over which stretch figures are added up: since a unit of the calendar began, or so many days. */
export type Accumulation = {
  /** What a column's name ends with. */
  suffix: string;
  cumulation: Cumulation;
};

export function accumulationOf(cumulation: Cumulation): Accumulation {
  const suffix =
    'toDate' in cumulation
      ? `_${cumulation.toDate.replace(/([a-z])[a-z]*$/, '$1td')}`
      : `_trailing_${cumulation.trailingDays}_days`;
  return { suffix, cumulation };
}

/** A level is its own cumulation: adding levels up over days would count the same stock again and again. */
export function refuseAccumulatedLevels(metrics: readonly Metric[], asked: readonly Cumulation[]): void {
  const level = metrics.find(({ measures }) => measures.some((measure) => measure.function === 'last'));
  if (!level || asked.length === 0) return;
  throw new EntrepotError(
    'QUERY_INVALID',
    `«${level.name}» holds levels, which are not added up over time.`,
    {
      asked: accumulationOf(asked[0]!).suffix.slice(1),
      available: ['the level at the end of each stretch: ask with a grain and without «cumulative»'],
      fix: `Ask for «${level.name}» in a question of its own, without «cumulative».`,
    },
  );
}

/** The period whose rows are needed, so that the first figure of the period asked for is whole. */
export function widened({ cumulation }: Accumulation, { current, zone, calendar }: ResolvedTime): Period {
  const day = dayOfClock(localTime(current.from, zone));
  const start =
    'trailingDays' in cumulation
      ? day - (cumulation.trailingDays - 1)
      : startOf(cumulation.toDate, day, calendar);
  return { from: instantOf(clockOf(start), zone), to: current.to };
}

/** Figures are added up by day, by hour where the question is; what was asked for is the last of each stretch. */
export function baseGrain(grain: Plan['grain']): 'day' | 'hour' {
  return grain === 'hour' ? 'hour' : 'day';
}

/**
 * Rows of a branch by day (or hour) become figures over the stretch that ends with each day; the last day of each
 * stretch of time asked for speaks for it. Aggregates that do not add up come as states and are merged, so that a buyer
 * of two days is one buyer.
 *
 * @example
 * -- month to date of distinct buyers, by day
 * select k_time, uniqExactMerge(m0) over (partition by toStartOfMonth(k_base) order by k_base) …
 */
export function accumulatedSql(
  rows: string,
  branch: Branch & { accumulation: Accumulation },
  plan: Plan,
  columnOf: (measure: Measure) => string,
): string {
  const { accumulation, isMoney } = { ...branch, isMoney: branch.currency !== undefined };
  const keys = plan.dimensions.map((_, index) => `k${index}`);
  const base = baseGrain(plan.grain);
  const over = windowSql(accumulation, base, keys, plan);
  const figures = branch.measures.map((measure) => {
    const name = columnOf(measure);
    return `${mergedSql(measure, name, false)} over ${over} as ${name}`;
  });
  const money = isMoney
    ? [
        `sum(missing) over ${over} as missing`,
        `max(missing_example) over ${over} as missing_example`,
        `groupUniqArrayArray(currencies) over ${over} as currencies`,
      ]
    : [];
  const names = [
    ...branch.measures.map(columnOf),
    ...(isMoney ? ['missing', 'missing_example', 'currencies'] : []),
  ];
  const grid = gridSql(accumulation, base, plan);
  const added = [
    // Of no rows at all the engine fills one stretch under empty keys; nobody is there to have it.
    `select ${[...keys, 'k_base', ...figures, ...money, ...(keys.length > 0 ? [`max(is_there) over (${partitionBy(keys)}) as is_known`] : [])].join(', ')}`,
    `from (select *, 1 as is_there from (${rows}) order by ${[...keys, 'k_base'].join(', ')} with fill from ${grid.from} to ${grid.to} step ${grid.step})`,
  ].join('\n');
  // A tuple, because argMax passes over nulls.
  const lasts = names.map((name) => `argMax(tuple(${name}), k_base).1 as ${name}`);
  const time = plan.grain === undefined ? [] : [`${outputBucket(base, plan)} as k_time`];
  const groups = [...(plan.grain ? ['k_time'] : []), ...keys];
  return [
    `select ${[...time, ...keys, ...lasts].join(', ')}`,
    `from (${added})`,
    `where k_base >= ${grid.first}${keys.length > 0 ? ' and is_known = 1' : ''}`,
    ...(groups.length > 0 ? [`group by ${groups.join(', ')}`] : []),
  ].join('\n');
}

function windowSql(
  { cumulation }: Accumulation,
  base: 'day' | 'hour',
  keys: readonly string[],
  plan: Plan,
): string {
  if ('trailingDays' in cumulation) {
    const before = cumulation.trailingDays * (base === 'hour' ? 24 : 1) - 1;
    return `(${partitionBy(keys)}order by k_base rows between ${before} preceding and current row)`;
  }
  const clock = base === 'hour' ? `toTimeZone(k_base, ${plan.bind('String', plan.time.zone)})` : 'k_base';
  const start = startOfSql(cumulation.toDate, `toDate(${clock})`, plan);
  return `(${partitionBy([...keys, start])}order by k_base rows between unbounded preceding and current row)`;
}

function partitionBy(keys: readonly string[]): string {
  return keys.length > 0 ? `partition by ${keys.join(', ')} ` : '';
}

/** Every day or hour from where the first figure's stretch begins to the end of the period asked for. */
function gridSql(accumulation: Accumulation, base: 'day' | 'hour', { time, bind }: Plan) {
  const { current, zone } = time;
  const wide = widened(accumulation, time);
  if (base === 'day') {
    const date = (instant: number) => bind('Date', dayOf(instant, zone));
    return {
      from: date(wide.from),
      to: `addDays(${date(current.to - 1)}, 1)`,
      step: '1',
      first: date(current.from),
    };
  }
  const hour = 3_600_000;
  const instant = (value: number) => bind("DateTime('UTC')", Math.floor(value / 1_000));
  // Zones with half hours: hours begin where the zone's do.
  const into = ((localTime(current.from, zone) % hour) + hour) % hour;
  return {
    from: instant(wide.from),
    to: instant(current.to + hour - 1),
    step: '3600',
    first: instant(current.from - into),
  };
}

function outputBucket(base: 'day' | 'hour', plan: Plan): string {
  if (base === 'hour' || plan.grain === 'day') return identifier('k_base');
  return bucketSql({ sql: 'k_base', kind: 'day' }, plan.grain!, undefined, plan);
}
