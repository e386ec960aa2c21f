import { identifier } from '#warehouse';
import type { Measure } from '../catalogue/catalogue.ts';
import { conditionSql, scopeColumns } from './aggregate-sql.ts';
import { boundSql } from './bucket.ts';
import type { Branch, Plan } from './plan.ts';
import { type Scope, visible } from './scope.ts';

const day = 86_400_000;

/**
 * The condition that something follows a row in time. What follows is joined as one list of times for each key, of no more
 * than the period and the days after it, and read under the row policy of its model.
 *
 * @example
 * -- orders refunded within 30 days
 * uniqExactIf(fact.order_id, arrayExists(at -> at > fact.placed_at and at <= addDays(fact.placed_at, 30), m0_after.times))
 */
export function conversionSql(
  measure: Measure,
  { time, period }: Branch,
  { bind, viewer }: Plan,
  scope: Scope,
  name: string,
): string | undefined {
  const { argument, conversion: asked } = measure.aggregate;
  const target = measure.conversion;
  if (!target || !asked || !time || argument?.kind !== 'column') return undefined;
  const next = scopeColumns('next');
  const after = identifier(`${name}_after`);
  const conditions = [
    `${next(target.time)} > ${boundSql(period.from - day, bind)}`,
    `${next(target.time)} <= ${boundSql(period.to + (asked.days + 2) * day, bind)}`,
    ...(asked.where ? [conditionSql(asked.where, next, { ...measure, model: target.model }, bind)] : []),
  ];
  scope.join(
    [
      `any left join (select ${next(argument.name)} as key, groupArray(${next(target.time)}) as times`,
      `from ${visible(target.model.name, target.model.rows, viewer, bind)} as next`,
      `where ${conditions.join(' and ')} group by key) as ${after} on ${after}.key = ${scope.column(argument.name)}`,
    ].join('\n'),
  );
  const base = scope.column(time.column);
  return `arrayExists(at -> at > ${base} and at <= addDays(${base}, ${bind('Int64', asked.days)}), ${after}.times)`;
}
