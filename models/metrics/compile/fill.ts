import { EntrepotError } from '#errors';
import { bucketSql, dayOf } from './bucket.ts';
import type { Plan } from './plan.ts';

const hour = 3_600_000;

/**
 * Adds rows for the stretches of time that have none, for each combination of dimensions that has any. Their figures are
 * what formulas make of no rows: sums of nothing are zero, averages unknown.
 */
export function filledSql(source: string, figures: readonly string[], plan: Plan): string {
  const dimensions = plan.dimensions.map((_, index) => `k${index}`);
  const columns = [...figures, '__missing', '__missing_example', '__currencies'];
  const own = columns.map((name) => `groupArray(tuple(${name})) as all_${name}`);
  // Lists grow by the defaults of their types; a figure is kept in a tuple because lists of figures pass over nulls.
  const longer = columns.map((name) => `arrayResize(all_${name}, length(times)) as each_${name}`);
  const keys = dimensions.length > 0 ? `${dimensions.join(', ')}, ` : '';
  return [
    `select time_of as k_time, ${keys}${columns.map((name) => `each_${name}.1 as ${name}`).join(', ')}`,
    `from (select ${keys}arrayConcat(known, arrayFilter(stretch -> not has(known, stretch), (${stretchesSql(plan)}))) as times, ${longer.join(', ')}`,
    `from (select ${keys}groupArray(k_time) as known, ${own.join(', ')} from ${source}${dimensions.length > 0 ? ` group by ${dimensions.join(', ')}` : ''}))`,
    `array join times as time_of, ${columns.map((name) => `each_${name} as each_${name}`).join(', ')}`,
  ].join('\n');
}

/** Rows for time without any need a grain, and a number of them that an answer can hold. */
export function requireFillable({ grain, time: { current } }: Plan, most: number): void {
  const rows = grain ? (current.to - current.from) / hour / hoursOf(grain) : Infinity;
  if (rows <= most) return;
  throw new EntrepotError('QUERY_INVALID', 'Time cannot be filled so.', {
    asked: grain ?? 'no grain',
    fix: grain ? 'Ask for a coarser grain or a shorter time.' : 'Give «time.grain».',
  });
}

/** Of the shortest stretch of a grain. */
function hoursOf(grain: NonNullable<Plan['grain']>): number {
  const hours = { hour: 1, day: 24, week: 168, month: 672, quarter: 2_160, year: 8_736 } as const;
  return hours[grain.replace(/^(fiscal|retail)_/, '') as keyof typeof hours];
}

/** All stretches of the period asked for, as one array. */
function stretchesSql(plan: Plan): string {
  const { grain, bind } = plan;
  const { current, zone } = plan.time;
  const bucket = (sql: string, kind: 'day' | 'instant') => bucketSql({ sql, kind }, grain!, undefined, plan);
  if (grain === 'hour') {
    const count = Math.ceil((current.to - current.from) / hour) + 1;
    const first = `toDateTime(${bind('Int64', Math.floor(current.from / 1_000))}, 'UTC')`;
    const moment = `${first} + 3600 * number`;
    return `select groupUniqArray(${bucket(moment, 'instant')}) from numbers(${bind('UInt64', count)}) where ${moment} < toDateTime(${bind('Int64', Math.ceil(current.to / 1_000))}, 'UTC')`;
  }
  const [first, last] = [dayOf(current.from, zone), dayOf(current.to - 1, zone)];
  const count = (Date.parse(last) - Date.parse(first)) / (24 * hour) + 1;
  return `select groupUniqArray(${bucket(`addDays(${bind('Date', first)}, number)`, 'day')}) from numbers(${bind('UInt64', count)})`;
}
