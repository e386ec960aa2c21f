import type { Dimension, MetricModel, TimeColumn } from '../catalogue/catalogue.ts';
import type { Period } from '../time/period.ts';
import { boundSql, type TimeSql, withinSql } from './bucket.ts';
import type { Plan } from './plan.ts';
import type { Scope } from './scope.ts';

const hour = 3_600_000;
/** How far a clock can be before or behind UTC. */
const furthest = 14 * hour;

/** The time of a row as a question counts it: as it stands, or the day that its marketplace's clock showed. */
export function timeSql(model: MetricModel, { column, kind }: TimeColumn, plan: Plan, scope: Scope): TimeSql {
  if (!byMarketplace(kind, plan)) return { sql: scope.column(column), kind };
  if (model.localDay?.of === column) return { sql: scope.column(model.localDay.column), kind: 'day' };
  const zone = scope.dimension(zoneOf(model)!.name).sql;
  return {
    sql: `toDate(formatDateTime(${scope.column(column)}, '%F', if(${zone} = '', 'UTC', ${zone})))`,
    kind: 'day',
  };
}

/** The rows of a period; where days are computed, also as bounds that the table is sorted by. */
export function periodSql(
  model: MetricModel,
  time: TimeColumn,
  period: Period,
  plan: Plan,
  scope: Scope,
): string[] {
  const {
    bind,
    time: { zone },
  } = plan;
  const within = withinSql(timeSql(model, time, plan, scope), period, zone, bind);
  if (!byMarketplace(time.kind, plan)) return [within];
  const column = scope.column(time.column);
  const [from, to] = [period.from - furthest, period.to + furthest + 24 * hour];
  return [`${column} >= ${boundSql(from, bind)} and ${column} < ${boundSql(to, bind)}`, within];
}

export function byMarketplace(kind: TimeColumn['kind'], plan: Plan): boolean {
  return plan.time.isByMarketplace && kind === 'instant';
}

/** The dimension that holds the zone of a row's marketplace. */
export function zoneOf({ dimensions }: MetricModel): Dimension | undefined {
  return [...dimensions.values()].find(
    ({ via, column }) => via?.model === 'dim_marketplace' && column === 'zone',
  );
}
