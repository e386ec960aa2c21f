import { EntrepotError } from '#errors';
import {
  type Comparison,
  type Cumulation,
  type CurrencyChoice,
  comparisons,
  currencyModes,
  type Filter,
  type MetricQuery,
  type RateKind,
  rateKinds,
  rollupUses,
} from '#models';
import type { Builder } from '../builder.ts';
import type { DirectionType } from '../shared-types.ts';
import { addComparisonInput, type ComparisonInput, comparisonOf } from './comparison-input.ts';
import {
  addShapeInputs,
  type CumulationInput,
  figureFilterOf,
  type HavingInput,
  type TopInput,
} from './shape-input.ts';
import { addTimeInput, type TimeInput, timeOf } from './time-input.ts';

/** A leaf of a filter tree, as it arrives. */
type DimensionFilter = {
  name: string;
  in?: readonly string[] | null | undefined;
  eq?: string | null | undefined;
  like?: string | null | undefined;
  gte?: string | null | undefined;
  lt?: string | null | undefined;
};

/** A node of a filter tree, as it arrives: exactly one member is given. */
export type FilterInput = {
  and?: readonly FilterInput[] | null | undefined;
  or?: readonly FilterInput[] | null | undefined;
  not?: FilterInput | null | undefined;
  dimension?: DimensionFilter | null | undefined;
};

export type MetricQueryInput = {
  metrics: readonly string[];
  dimensions?: readonly string[] | null | undefined;
  time: TimeInput;
  where?: FilterInput | null | undefined;
  compare?: Comparison | null | undefined;
  currency?:
    | { mode: CurrencyChoice['mode']; code?: string | null | undefined; rate?: RateKind | null | undefined }
    | null
    | undefined;
  comparisons?: readonly ComparisonInput[] | null | undefined;
  cumulative?: readonly CumulationInput[] | null | undefined;
  totals?: boolean | null | undefined;
  subtotals?: readonly (readonly string[])[] | null | undefined;
  having?: HavingInput | null | undefined;
  top?: TopInput | null | undefined;
  fill?: boolean | null | undefined;
  orderBy?: readonly { field: string; direction: 'asc' | 'desc' }[] | null | undefined;
  limit?: number | null | undefined;
  rollups?: MetricQuery['rollups'] | null | undefined;
};

/** The input types of a metric question. */
export function addMetricInputs(builder: Builder, direction: DirectionType) {
  const dimensionFilter = builder.inputRef<DimensionFilter>('DimensionFilter').implement({
    description: 'A condition on one dimension; several operators must all hold. `like` knows % and _.',
    fields: (t) => ({
      name: t.string({ required: true }),
      in: t.stringList(),
      eq: t.string(),
      like: t.string(),
      gte: t.string(),
      lt: t.string(),
    }),
  });
  const filter = builder.inputRef<FilterInput>('FilterInput');
  filter.implement({
    isOneOf: true,
    fields: (t) => ({
      and: t.field({ type: [filter] }),
      or: t.field({ type: [filter] }),
      not: t.field({ type: filter }),
      dimension: t.field({ type: dimensionFilter }),
    }),
  });
  const time = addTimeInput(builder);
  const currency = builder.inputRef<NonNullable<MetricQueryInput['currency']>>('CurrencyInput').implement({
    fields: (t) => ({
      mode: t.field({ type: wordsEnum(builder, 'CurrencyMode', currencyModes), required: true }),
      code: t.string({ description: 'Show in this currency, e.g. USD.' }),
      rate: t.field({ type: wordsEnum(builder, 'RateKind', rateKinds) }),
    }),
  });
  const order = builder.inputRef<{ field: string; direction: 'asc' | 'desc' }>('OrderInput').implement({
    fields: (t) => ({
      field: t.string({ required: true }),
      direction: t.field({ type: direction, required: true }),
    }),
  });
  const { having, cumulation, top } = addShapeInputs(builder, direction);
  const comparison = wordsEnum(builder, 'Comparison', comparisons);
  const asked = addComparisonInput(builder, comparison);
  return builder.inputRef<MetricQueryInput>('MetricQueryInput').implement({
    fields: (t) => ({
      metrics: t.stringList({ required: true }),
      dimensions: t.stringList(),
      time: t.field({ type: time, required: true }),
      where: t.field({ type: filter }),
      compare: t.field({
        type: comparison,
        description: 'Adds `<metric>_previous`, `_delta` and `_ratio`.',
      }),
      comparisons: t.field({
        type: [asked],
        description: 'Each adds such columns under its own name, e.g. `<metric>_year_ago_delta`.',
      }),
      currency: t.field({ type: currency }),
      totals: t.boolean({
        description: 'One value per metric over everything asked for, recomputed, not summed.',
      }),
      cumulative: t.field({ type: [cumulation], description: 'Each adds columns to every metric.' }),
      subtotals: t.field({
        type: t.listRef(t.listRef('String')),
        description: 'Also by fewer columns: each list names `time` or dimensions of the question.',
      }),
      having: t.field({ type: having, description: 'Hides rows; totals and subtotals are over all.' }),
      top: t.field({ type: top }),
      fill: t.boolean({ description: 'Also rows for stretches of time that nothing happened in.' }),
      orderBy: t.field({ type: [order] }),
      limit: t.int({ description: 'At most this many rows; default 1,000.' }),
      rollups: t.field({
        type: wordsEnum(builder, 'RollupUse', rollupUses),
        description: 'Whether rollups may answer where they give the same figures; default AUTO.',
      }),
    }),
  });
}

/** The question as the metric layer takes it. */
export function metricQueryOf(input: MetricQueryInput): MetricQuery {
  const { where, time, currency, having, comparisons: asked, cumulative, top, ...rest } = input;
  return {
    ...(asked ? { comparisons: asked.map(comparisonOf) } : {}),
    ...(having ? { having: figureFilterOf(having) } : {}),
    ...(cumulative ? { cumulative: cumulative.map((asked) => withoutNulls(asked) as Cumulation) } : {}),
    ...(top ? { top: { ...top, ...withoutNulls(top) } as NonNullable<MetricQuery['top']> } : {}),
    ...(withoutNulls(rest) as Omit<MetricQuery, 'time'>),
    time: timeOf(time),
    ...(where ? { where: filterOf(where) } : {}),
    ...(currency ? { currency: withoutNulls(currency) as CurrencyChoice } : {}),
  };
}

/** Checked here as well: the compiled executor does not know `@oneOf` in variables. */
function filterOf(input: FilterInput): Filter {
  const { and, or, not, dimension } = input;
  const given = [and, or, not, dimension].filter((part) => part !== undefined && part !== null);
  if (given.length === 1) {
    if (and) return { and: and.map(filterOf) };
    if (or) return { or: or.map(filterOf) };
    if (not) return { not: filterOf(not) };
    if (dimension) {
      const { name, ...operators } = dimension;
      return { dimension: name, ...withoutNulls(operators) };
    }
  }
  throw new EntrepotError('INPUT_INVALID', `A filter has ${given.length} members.`, {
    available: ['and', 'or', 'not', 'dimension'],
    fix: 'Give exactly one of them; put several conditions into `and` or `or`.',
  });
}

type WithoutNulls<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

export function withoutNulls<T extends object>(value: T): WithoutNulls<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== null && member !== undefined),
  ) as WithoutNulls<T>;
}

/** An enum of upper-case words that stand for lower-case ones: `LAST_7_DAYS` for `last_7_days`. */
export function wordsEnum<const Words extends readonly string[]>(
  builder: Builder,
  name: string,
  words: Words,
) {
  const values = Object.fromEntries(words.map((word) => [word.toUpperCase(), { value: word }]));
  return builder.enumType(name, { values: values as Record<string, { value: Words[number] }> });
}
