import type { Aggregate, AggregateFunction, Operator } from '../expression/expression.ts';
import type { Unit } from '../query.ts';
import { type Calendar, commonCalendar } from '../time/calendar/calendar.ts';
import type { EventEditions } from '../time/events.ts';

/** How a metric behaves when its figures are put together. */
export type MetricKind =
  | 'additive'
  | 'semi_additive'
  | 'distinct'
  | 'average'
  | 'extreme'
  | 'percentile'
  | 'ratio'
  | 'derived';

/** What a metric file may be asked about: a model with its columns and what they mean to a question. */
export type MetricModel = {
  name: string;
  columns: ReadonlyMap<string, string>;
  grain: readonly string[];
  /** Day the marketplace calls its own, where the model is kept by one: the day whose rates apply. */
  day: string | undefined;
  /** The day its marketplace's clock showed at an instant, where the model is kept by just that. */
  localDay: { column: string; of: string } | undefined;
  /** Row policy of the model's header. */
  rows: string | undefined;
  /** A periodic snapshot: levels, which must not be summed over time. */
  isSnapshot: boolean;
  dimensions: ReadonlyMap<string, Dimension>;
};

/** A column to group and filter by, of the model itself or of a dimension table with at most one row per key. */
export type Dimension = {
  name: string;
  column: string;
  type: string;
  via?: DimensionJoin;
};

export type DimensionJoin = {
  model: string;
  /** Column of the fact, and the dimension's key it equals. */
  column: string;
  key: string;
  rows: string | undefined;
};

export type TimeColumn = { column: string; kind: 'instant' | 'day' };

/** Partial results of a model's measures, kept as a table that questions can be answered from. */
export type Rollup = {
  name: string;
  /** The model it is of. */
  of: string;
  /** Itself as a model: the columns and dimensions that the built table has. */
  model: MetricModel;
  /** The model's time column, and the column here that keeps it in stretches of so many minutes; days as they are. */
  time: { of: string; column: TimeColumn; minutes: number } | undefined;
  /** Column by which both are partitioned. */
  by: string | undefined;
};

/** One aggregate over one model. Everything a metric says is made of these. */
export type Measure = {
  /** The same for the same aggregate over the same rows. */
  id: string;
  aggregate: Aggregate;
  function: AggregateFunction;
  model: MetricModel;
  time: TimeColumn | undefined;
  /** Column with the currency of the amounts, where it is money. */
  currency: string | undefined;
  type: NumberType;
  /** Of `converted`: where what follows stands. */
  conversion: { model: MetricModel; time: string } | undefined;
};

export type NumberType = 'int' | 'decimal' | 'float';

export type Resolved =
  | { kind: 'number'; text: string }
  | { kind: 'measure'; measure: Measure }
  | { kind: 'negate'; operand: Resolved }
  | { kind: 'binary'; operator: Operator; left: Resolved; right: Resolved };

export type Metric = {
  name: string;
  kind: MetricKind;
  unit: Unit;
  type: NumberType;
  /** The formula as written. */
  formula: string;
  /** Model of the file the metric is written in. */
  model: string;
  /** Every model it reads, through other metrics too. */
  models: readonly string[];
  expression: Resolved;
  measures: readonly Measure[];
  /** Names it can be grouped and filtered by. */
  dimensions: readonly string[];
  direction: 'higher' | 'lower' | undefined;
  owner: string | undefined;
  /** File the metric is written in. */
  file: string;
  labels: Readonly<Record<string, MetricLabel>>;
};

export type MetricLabel = { label: string; description: string };

/** All metrics that can be asked for. Never changes; a changed file makes a new one. */
export type Catalogue = {
  metrics: ReadonlyMap<string, Metric>;
  models: ReadonlyMap<string, MetricModel>;
  /** By the model they are of. */
  rollups: ReadonlyMap<string, readonly Rollup[]>;
  /** Metrics whose model is not built yet. */
  waiting: readonly string[];
  /** Feasts and campaigns that periods can be compared by. */
  events: EventEditions;
  /** Where the company lets weeks and years begin. */
  calendar: Calendar;
};

/** A catalogue of nothing, as it is before anything has been read. */
export const emptyCatalogue: Catalogue = {
  ...{ metrics: new Map(), models: new Map(), rollups: new Map(), waiting: [], events: new Map() },
  calendar: commonCalendar,
};
