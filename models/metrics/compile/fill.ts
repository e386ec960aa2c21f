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

/** All stretches of the period asked for, as one array. */
function stretchesSql({ time, grain, bind }: Plan): string {
  const { current, zone } = time;
  const bucket = (column: string, kind: 'day' | 'instant') =>
    bucketSql(column, kind, grain!, zone, undefined, bind);
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
