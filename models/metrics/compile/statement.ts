import { identifier } from '#warehouse';
import type { Measure, Metric } from '../catalogue/catalogue.ts';
import type { MetricQuery } from '../query.ts';
import { branchSql, keysOf } from './branch-sql.ts';
import { numberSql } from './number-sql.ts';
import { type Branch, branchesOf, type Plan } from './plan.ts';

export type StatementEnd = { orderBy: MetricQuery['orderBy']; limit: number };

/** Columns beside the answer: amounts without a rate, one of them, currencies found. */
export const hiddenColumns = ['__missing', '__missing_example', '__currencies'] as const;

/**
 * The statement behind an answer. Each branch is aggregated by itself and only then put beside the others, by the keys
 * they share: figures of different models can so never multiply each other.
 */
export function statementSql(metrics: readonly Metric[], plan: Plan, end: StatementEnd): string {
  const measures = [
    ...new Map(metrics.flatMap((metric) => metric.measures.map((measure) => [measure.id, measure]))).values(),
  ];
  const columnOf = (measure: Measure, previous: boolean) =>
    `${previous ? 'p' : 'm'}${measures.findIndex(({ id }) => id === measure.id)}`;
  const keys = keysOf(plan);
  const branches = branchesOf(measures, plan.time);
  const all = branches.flatMap((branch) =>
    branch.measures.map((measure) => columnOf(measure, branch.shift !== undefined)),
  );
  const compared = plan.time.previous !== undefined;
  return [
    `with parts as (\n${branches.map((branch) => partSql(branch, plan, columnOf, keys, all)).join('\nunion all\n')}\n),`,
    `figures as (\n  select ${[...keys, ...all.map((name) => figureSql(name, measures)), ...hiddenSql].join(', ')}\n  from parts${groupBy(keys)}\n),`,
    `answers as (\n  select ${[...keys, ...metrics.flatMap((metric, index) => valueSql(metric, index, columnOf, compared)), ...hiddenColumns].join(', ')}\n  from figures\n)`,
    `select ${[...keyColumns(plan), ...metrics.flatMap((metric, index) => outputSql(metric.name, index, compared)), ...hiddenColumns].join(',\n  ')}`,
    'from answers',
    ...endSql(plan, end),
  ].join('\n');
}

function partSql(
  branch: Branch,
  plan: Plan,
  columnOf: (measure: Measure, previous: boolean) => string,
  keys: readonly string[],
  all: readonly string[],
): string {
  const previous = branch.shift !== undefined;
  const own = branch.measures.map((measure) => columnOf(measure, previous));
  const money = branch.currency !== undefined;
  const columns = [
    ...keys,
    ...all.map((name) => (own.includes(name) ? `toNullable(${name}) as ${name}` : `null as ${name}`)),
    ...(money ? ['missing', 'missing_example', 'currencies'] : [...nothing]),
  ];
  return `select ${columns.join(', ')} from (\n${branchSql(branch, plan, (measure) => columnOf(measure, previous))}\n)`;
}

const nothing = ['toUInt64(0) as missing', "'' as missing_example", 'emptyArrayString() as currencies'];

const hiddenSql = [
  'sum(missing) as __missing',
  'anyIf(missing_example, missing > 0) as __missing_example',
  'groupUniqArrayArray(currencies) as __currencies',
];

/** Nothing added up is zero; the average of nothing stays unknown. */
function figureSql(name: string, measures: readonly Measure[]): string {
  const measure = measures[Number(name.slice(1))]!;
  const unknown = ['avg', 'min', 'max', 'percentile'].includes(measure.function);
  return unknown ? `any(parts.${name}) as ${name}` : `ifNull(any(parts.${name}), 0) as ${name}`;
}

function valueSql(
  metric: Metric,
  index: number,
  columnOf: (measure: Measure, previous: boolean) => string,
  compared: boolean,
): string[] {
  const value = numberSql(metric.expression, (measure) => columnOf(measure, false));
  const before = numberSql(metric.expression, (measure) => columnOf(measure, true));
  return [`${value} as v${index}`, ...(compared ? [`${before} as w${index}`] : [])];
}

function outputSql(name: string, index: number, compared: boolean): string[] {
  const [value, before] = [`v${index}`, `w${index}`];
  if (!compared) return [`${value} as ${identifier(name)}`];
  return [
    `${value} as ${identifier(name)}`,
    `${before} as ${identifier(`${name}_previous`)}`,
    `${value} - ${before} as ${identifier(`${name}_delta`)}`,
    `toFloat64(${value} - ${before}) / nullIf(abs(toFloat64(${before})), 0) as ${identifier(`${name}_ratio`)}`,
  ];
}

function keyColumns(plan: Plan): string[] {
  return [
    ...(plan.grain ? ['k_time as `time`'] : []),
    ...plan.dimensions.map((name, index) => `k${index} as ${identifier(name)}`),
  ];
}

/** Rows in the order asked for; keys decide between equals, so that a limit always cuts the same rows off. */
function endSql(plan: Plan, { orderBy, limit }: StatementEnd): string[] {
  const keys = keysOf(plan);
  if (keys.length === 0) return [];
  const order = [
    ...(orderBy ?? []).map(({ field, direction }) => `${identifier(field)} ${direction} nulls last`),
    ...keys,
  ];
  return [`order by ${order.join(', ')}`, `limit ${limit + 1}`];
}

function groupBy(keys: readonly string[]): string {
  return keys.length > 0 ? `\n  group by ${keys.join(', ')}` : '';
}
