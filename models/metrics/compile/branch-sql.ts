import { identifier } from '#warehouse';
import type { Measure, MetricModel } from '../catalogue/catalogue.ts';
import { classOf } from '../catalogue/model-columns.ts';
import { accumulatedSql, baseGrain } from './accumulation.ts';
import { columnSql, conditionSql, mergedSql, scopeColumns } from './aggregate-sql.ts';
import { bucketSql, movedDay } from './bucket.ts';
import { filterSql } from './filter.ts';
import { convertedSql, quoteSql } from './money-sql.ts';
import type { Branch, Plan } from './plan.ts';
import { openScope, type Scope } from './scope.ts';
import { modelSource, type Source, sourcesOf } from './sources.ts';
import { timeSql } from './time-column.ts';

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
  if (branch.isLast) return lastSql(branch, plan, columnOf);
  const sources = sourcesOf(branch, plan);
  const partial = branch.accumulation !== undefined || sources.length > 1;
  const parts = sources.map((source) => groupedSql(source, branch, plan, columnOf, partial));
  const [first] = parts as [Grouped, ...Grouped[]];
  const rows = parts.length === 1 ? first.sql : togetherSql(parts, branch, columnOf);
  if (branch.currency === undefined) return rows;
  return convertedSql(rows, first.groups, branch.measures.map(columnOf), branch, plan);
}

/** Rows by the branch's groups and, where they are money, by what it is converted by. */
type Grouped = { sql: string; groups: readonly string[]; names: readonly string[] };

function groupedSql(
  source: Source,
  branch: Branch,
  plan: Plan,
  columnOf: (measure: Measure) => string,
  partial: boolean,
): Grouped {
  const scope = scopeOf(source.model, branch, plan);
  const keys = keyExpressions(source, branch, plan, scope);
  const groups = keys.map(({ name }) => name);
  const conditions = [...source.conditions(scope), ...rowConditions(plan, scope)];
  if (branch.currency !== undefined) {
    const rateDay = source.model.day ?? source.time?.column;
    keys.push(
      { name: 'base', sql: `toString(${scope.column(branch.currency)})` },
      { name: 'quote', sql: quoteSql(branch.currency, plan, scope) },
      {
        name: 'rate_day',
        sql: rateDay ? `toDate(${scope.column(rateDay)})` : `toDate(${plan.bind('Date', plan.today)})`,
      },
    );
  }
  const measures = branch.measures.map((measure) => {
    const name = columnOf(measure);
    return `${source.figure(measure, { partial, scope, name })} as ${name}`;
  });
  const sql = selectSql([...keys.map(asSql), ...measures], scope.from(), conditions, keys);
  return { sql, groups, names: keys.map(({ name }) => name) };
}

/** Partial results of several sources as one. */
function togetherSql(
  parts: readonly Grouped[],
  branch: Branch,
  columnOf: (measure: Measure) => string,
): string {
  const { names } = parts[0]!;
  const figures = branch.measures.map((measure) => {
    const name = columnOf(measure);
    return `${mergedSql(measure, `part.${name}`, branch.accumulation !== undefined)} as ${name}`;
  });
  const columns = [...names.map((name) => `part.${name} as ${name}`), ...figures];
  return `select ${columns.join(', ')}\nfrom (\n${parts.map(({ sql }) => sql).join('\nunion all\n')}\n) as part${groupBy(names)}`;
}

function scopeOf(model: MetricModel, branch: Branch, plan: Plan): Scope {
  return openScope(model, plan.viewer, plan.bind, branch.currency, (column, sql) =>
    alignedDimension(column, sql, branch, plan),
  );
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
  return alignment && isTime ? movedDay(sql, alignment.shift, plan.bind) : sql;
}

type Key = { name: string; sql: string };

/** Per thing counted the level at its latest time within the group; then those levels added up. */
function lastSql(branch: Branch, plan: Plan, columnOf: (measure: Measure) => string): string {
  const time = branch.time!;
  const scope = scopeOf(branch.model, branch, plan);
  const source = modelSource(branch, plan);
  const keys = keyExpressions(source, branch, plan, scope);
  const conditions = [...source.conditions(scope), ...rowConditions(plan, scope)];
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

function keyExpressions(source: Source, branch: Branch, plan: Plan, scope: Scope): Key[] {
  const keys = plan.dimensions.map((name, index) => ({
    name: `k${index}`,
    sql: keptSql(name, textSql(scope.dimension(name)), plan),
  }));
  const grain = branch.accumulation ? baseGrain(plan.grain) : plan.grain;
  if (grain === undefined || source.time === undefined) return keys;
  const bucket = bucketSql(timeSql(source.model, source.time, plan, scope), grain, branch.alignment, plan);
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

function rowConditions(plan: Plan, scope: Scope): string[] {
  return [
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
