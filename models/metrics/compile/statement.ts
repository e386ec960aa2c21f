import { identifier } from '#warehouse';
import type { Measure, Metric } from '../catalogue/catalogue.ts';
import type { FigureFilter, MetricQuery } from '../query.ts';
import { branchSql, keysOf } from './branch-sql.ts';
import { routed } from './choose-rollup.ts';
import { type CompiledColumn, figureColumns } from './columns.ts';
import { filledSql } from './fill.ts';
import { havingSql } from './having.ts';
import { comparableSql } from './missing.ts';
import { numberSql } from './number-sql.ts';
import { type Branch, branchesOf, type Plan } from './plan.ts';

export type StatementEnd = {
  orderBy: MetricQuery['orderBy'];
  limit: number;
  having?: FigureFilter | undefined;
  fill?: boolean | undefined;
  /** What its parts are called after; a statement within another must not call its own the same. */
  called?: string;
};

/** Columns beside the answer: amounts without a rate, one of them, currencies found. */
export const hiddenColumns = ['__missing', '__missing_example', '__currencies'] as const;

type ColumnOf = (measure: Measure, variant: number) => string;

/**
 * The statement behind an answer. Each branch is aggregated by itself and only then put beside the others, by the keys
 * they share: figures of different models can so never multiply each other.
 */
export function statementSql(metrics: readonly Metric[], plan: Plan, end: StatementEnd): string {
  const measures = [
    ...new Map(metrics.flatMap((metric) => metric.measures.map((measure) => [measure.id, measure]))).values(),
  ];
  const columnOf: ColumnOf = (measure, variant) =>
    `m${measures.findIndex(({ id }) => id === measure.id)}_${variant}`;
  const keys = keysOf(plan);
  const branches = branchesOf(measures, plan.variants).flatMap((branch) => routed(branch, plan));
  const all = branches.flatMap((branch) =>
    branch.measures.map((measure) => ({ name: columnOf(measure, branch.variant), measure })),
  );
  const names = all.map(({ name }) => name);
  const called = (part: string) => `${end.called ?? ''}${part}`;
  const gathered = `select ${[...keys, ...names.map((name) => `any(parts.${name}) as ${name}`), ...hiddenSql].join(', ')}\n  from ${called('parts')} as parts${groupBy(keys)}`;
  return [
    `with ${called('parts')} as (\n${branches.map((branch) => partSql(branch, plan, columnOf, keys, names)).join('\nunion all\n')}\n),`,
    `${called('gathered')} as (\n  ${gathered}\n),`,
    ...(end.fill ? [`${called('filled')} as (\n  ${filledSql(called('gathered'), names, plan)}\n),`] : []),
    `${called('figures')} as (\n  select ${[...keys, ...all.map(figureSql), ...hiddenColumns].join(', ')}\n  from ${called(end.fill ? 'filled' : 'gathered')} as source\n),`,
    `${called('answers')} as (\n  select ${[...keys, ...metrics.flatMap((metric, index) => valueSql(metric, index, columnOf, plan)), ...hiddenColumns].join(', ')}\n  from ${called('figures')}\n)`,
    ...havingSql(
      `select ${[...keyColumns(plan), ...metrics.flatMap((metric, index) => outputSql(metric, index, plan)), ...hiddenColumns].join(',\n  ')}\nfrom ${called('answers')}`,
      end.having,
      metrics.flatMap((metric): CompiledColumn[] => figureColumns(metric, plan.variants)),
      plan.bind,
    ),
    ...endSql(plan, end),
  ].join('\n');
}

function partSql(
  branch: Branch,
  plan: Plan,
  columnOf: ColumnOf,
  keys: readonly string[],
  all: readonly string[],
): string {
  const own = branch.measures.map((measure) => columnOf(measure, branch.variant));
  const money = branch.currency !== undefined;
  const columns = [
    ...keys,
    ...all.map((name) => (own.includes(name) ? `toNullable(${name}) as ${name}` : `null as ${name}`)),
    ...(money ? ['missing', 'missing_example', 'currencies'] : [...nothing]),
  ];
  return `select ${columns.join(', ')} from (\n${branchSql(branch, plan, (measure) => columnOf(measure, branch.variant))}\n)`;
}

const nothing = ['toUInt64(0) as missing', "'' as missing_example", 'emptyArrayString() as currencies'];

const hiddenSql = [
  'sum(missing) as __missing',
  'anyIf(missing_example, missing > 0) as __missing_example',
  'groupUniqArrayArray(currencies) as __currencies',
];

/** Nothing added up is zero; the average of nothing stays unknown. */
function figureSql({ name, measure }: { name: string; measure: Measure }): string {
  const unknown = ['avg', 'min', 'max', 'percentile'].includes(measure.function);
  return unknown ? `source.${name} as ${name}` : `ifNull(source.${name}, 0) as ${name}`;
}

function valueSql(metric: Metric, index: number, columnOf: ColumnOf, plan: Plan): string[] {
  return plan.variants.map((asked, variant) => {
    const value = numberSql(metric.expression, (measure) => columnOf(measure, variant));
    return `${comparableSql(value, asked, plan)} as v${index}_${variant}`;
  });
}

/** Each variant under its name; after a compared one the change to it from the figure it belongs to. */
function outputSql({ name }: Metric, index: number, { variants }: Plan): string[] {
  return variants.flatMap(({ suffix, change }, variant) => {
    const value = `v${index}_${variant}`;
    const column = `${value} as ${identifier(name + suffix)}`;
    if (change === undefined) return [column];
    const now = `v${index}_${change.from}`;
    return [
      column,
      `${now} - ${value} as ${identifier(`${name}${change.stem}_delta`)}`,
      `toFloat64(${now} - ${value}) / nullIf(abs(toFloat64(${value})), 0) as ${identifier(`${name}${change.stem}_ratio`)}`,
    ];
  });
}

function timeSql({ dayOne, bind }: Plan): string {
  return dayOne === undefined ? 'k_time' : `dateDiff('day', ${bind('Date', dayOne)}, k_time) + 1`;
}

function keyColumns(plan: Plan): string[] {
  return [
    ...(plan.grain ? [`${timeSql(plan)} as \`time\``] : []),
    ...plan.dimensions.map((name, index) => `k${index} as ${identifier(name)}`),
  ];
}

/** Rows in the order asked for; keys decide between equals, so that a limit always cuts the same rows off. */
function endSql(plan: Plan, { orderBy, limit }: StatementEnd): string[] {
  const keys = [...(plan.grain ? ['time'] : []), ...plan.dimensions].map(identifier);
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
