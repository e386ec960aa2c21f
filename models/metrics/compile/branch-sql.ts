import { identifier } from '#warehouse';
import type { Measure } from '../catalogue/catalogue.ts';
import { classOf } from '../catalogue/model-columns.ts';
import { accumulatedSql, baseGrain } from './accumulation.ts';
import { aggregateSql, columnSql, conditionSql, scopeColumns } from './aggregate-sql.ts';
import { bucketSql, movedDate } from './bucket.ts';
import { conversionSql } from './conversion.ts';
import { filterSql } from './filter.ts';
import { convertedSql, quoteSql } from './money-sql.ts';
import type { Branch, Plan } from './plan.ts';
import { openScope, type Scope } from './scope.ts';
import { periodSql, timeSql } from './time-column.ts';

/** Names of the columns by which parts of a statement are put together. */
export function keysOf(plan: Pick<Plan, 'grain' | 'dimensions'>): string[] {
  return [...(plan.grain ? ['k_time'] : []), ...plan.dimensions.map((_, index) => `k${index}`)];
}

/** One row per group: the keys, and each measure under the name `columnOf` gives it. */
export function branchSql(branch: Branch, plan: Plan, columnOf: (measure: Measure) => string): string {
  const { accumulation } = branch;
  if (accumulation)
    return accumulatedSql(rowsSql(branch, plan, columnOf), { ...branch, accumulation }, plan, columnOf);
  return rowsSql(branch, plan, columnOf);
}

function rowsSql(branch: Branch, plan: Plan, columnOf: (measure: Measure) => string): string {
  const scope = openScope(branch.model, plan.viewer, plan.bind, branch.currency, (column, sql) =>
    alignedDimension(column, sql, branch, plan),
  );
  const keys = keyExpressions(branch, plan, scope);
  const conditions = rowConditions(branch, plan, scope);
  if (branch.isLast) return lastSql({ branch, plan, scope, keys, conditions }, columnOf);
  const quote = branch.currency === undefined ? undefined : quoteSql(branch.currency, plan, scope);
  const groups = keys.map(({ name }) => name);
  if (quote !== undefined) {
    const rateDay = branch.model.day ?? branch.time?.column;
    keys.push(
      { name: 'base', sql: `toString(${scope.column(branch.currency!)})` },
      { name: 'quote', sql: quote },
      {
        name: 'rate_day',
        sql: rateDay ? `toDate(${scope.column(rateDay)})` : `toDate(${plan.bind('Date', plan.today)})`,
      },
    );
  }
  const partial = branch.accumulation !== undefined;
  const measures = branch.measures.map((measure) => {
    const also = conversionSql(measure, branch, plan, scope, columnOf(measure));
    return `${aggregateSql(measure, scopeColumns('fact'), plan.bind, { partial, also })} as ${columnOf(measure)}`;
  });
  const rows = selectSql([...keys.map(asSql), ...measures], scope.from(), conditions, keys);
  return quote === undefined ? rows : convertedSql(rows, groups, branch.measures.map(columnOf), branch, plan);
}

/**
 * The day that rows are kept by counts as a time: conditions on it, and groups by it, are of the period asked for, and so
 * hold for the counterparts of its days.
 */
function alignedDimension(
  column: string,
  sql: string,
  { model, time, alignment }: Branch,
  plan: Plan,
): string {
  const isTime = column === model.day || (column === time?.column && time.kind === 'day');
  return alignment && isTime ? movedDate(sql, alignment.shift, plan.bind) : sql;
}

type Key = { name: string; sql: string };
type LastBranch = { branch: Branch; plan: Plan; scope: Scope; keys: Key[]; conditions: string[] };

/** Per thing counted the level at its latest time within the group; then those levels added up. */
function lastSql(
  { branch, plan, scope, keys, conditions }: LastBranch,
  columnOf: (measure: Measure) => string,
) {
  const time = branch.time!;
  const [measure] = branch.measures as [Measure];
  const { argument, where } = measure.aggregate;
  const columns = scopeColumns('fact');
  const things = branch.model.grain
    .filter((column) => column !== time.column)
    .map((column, index) => ({ name: `thing${index}`, sql: scope.column(column) }));
  const money = branch.currency
    ? [
        { name: 'base', sql: `toString(${scope.column(branch.currency)})` },
        { name: 'quote', sql: quoteSql(branch.currency, plan, scope) },
      ]
    : [];
  const counted = where ? [...conditions, conditionSql(where, columns, measure, plan.bind)] : conditions;
  const value = argument ? columnSql(argument, columns) : '1';
  const level = `argMax(${value}, ${scope.column(time.column)}) as level, max(${scope.column(time.column)}) as level_at`;
  const groups = [...keys, ...things, ...money];
  const levels = selectSql([...groups.map(asSql), level], scope.from(), counted, groups);
  const names = keys.map(({ name }) => name);
  const outer = money.length > 0 ? [...names, 'base', 'quote', 'toDate(level_at) as rate_day'] : names;
  const by = money.length > 0 ? [...names, 'base', 'quote', 'rate_day'] : names;
  const rows = `select ${[...outer, `sum(level) as ${columnOf(measure)}`].join(', ')}\nfrom (${levels})${groupBy(by)}`;
  return money.length > 0 ? convertedSql(rows, names, [columnOf(measure)], branch, plan) : rows;
}

function keyExpressions(branch: Branch, plan: Plan, scope: Scope): Key[] {
  const keys = plan.dimensions.map((name, index) => ({
    name: `k${index}`,
    sql: keptSql(name, textSql(scope.dimension(name)), plan),
  }));
  const grain = branch.accumulation ? baseGrain(plan.grain) : plan.grain;
  if (grain === undefined || branch.time === undefined) return keys;
  const bucket = bucketSql(timeSql(branch.model, branch.time, plan, scope), grain, branch.alignment, plan);
  return [{ name: branch.accumulation ? 'k_base' : 'k_time', sql: bucket }, ...keys];
}

/** What is not among the best stands together, under null. */
function keptSql(name: string, sql: string, { top }: Plan): string {
  if (top?.dimension !== name || !top.others) return sql;
  return `if(has(${top.values}, ${sql}), toNullable(${sql}), null)`;
}

/** Dimensions of different models meet as text. */
function textSql({ sql, type }: { sql: string; type: string }): string {
  const kind = classOf(type);
  if (kind === 'flag' || kind === 'int') return `if(ifNull(${sql}, 0) != 0, 'true', 'false')`;
  return `ifNull(toString(${sql}), '')`;
}

function rowConditions(branch: Branch, plan: Plan, scope: Scope): string[] {
  const { model, time, period } = branch;
  return [
    ...(time ? periodSql(model, time, period, plan, scope) : []),
    ...(plan.where ? [filterSql(plan.where, scope, plan.bind)] : []),
    ...(plan.top && !plan.top.others
      ? [`has(${plan.top.values}, ${textSql(scope.dimension(plan.top.dimension))})`]
      : []),
  ];
}

function selectSql(columns: string[], from: string, conditions: string[], keys: Key[]): string {
  const where = conditions.length > 0 ? `\nwhere ${conditions.join('\n  and ')}` : '';
  return `select ${columns.join(', ')}\n${from}${where}${groupBy(keys.map(({ name }) => name))}`;
}

function groupBy(names: readonly string[]): string {
  return names.length > 0 ? `\ngroup by ${names.join(', ')}` : '';
}

function asSql({ name, sql }: Key): string {
  return `${sql} as ${identifier(name)}`;
}
