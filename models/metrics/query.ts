/** A question to the metric layer. Every name is checked against the catalogue; every value is bound, never spliced. */
export type MetricQuery = {
  metrics: readonly string[];
  dimensions?: readonly string[];
  time: TimeRange;
  where?: Filter;
  compare?: Comparison;
  currency?: CurrencyChoice;
  /** Also answer with one value per metric over everything that was asked for, recomputed, not summed. */
  totals?: boolean;
  orderBy?: readonly { field: string; direction: 'asc' | 'desc' }[];
  /** At most this many rows; default 1,000, at most 50,000. */
  limit?: number;
};

/**
 * Either `preset`, or `from` with or without `to`. The range includes `from` and excludes `to`. A date means midnight in
 * `timeZone`. Presets that contain the present end now, so that a comparison stops at the same time of day.
 */
export type TimeRange = {
  from?: string;
  to?: string;
  preset?: TimePreset;
  /** Adds a `time` column; without it the whole range is one figure. */
  grain?: Grain;
  /** IANA name; default UTC. Figures kept by day use the marketplace's own days whatever the zone. */
  timeZone?: string;
};

export const timePresets = [
  'today',
  'yesterday',
  'last_7_days',
  'last_28_days',
  'last_90_days',
  'month_to_date',
  'year_to_date',
] as const;
export type TimePreset = (typeof timePresets)[number];

export const grains = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];

export const comparisons = ['previous_period', 'week_ago', 'year_ago'] as const;
/** The period compared with; it adds `<metric>_previous`, `<metric>_delta` and `<metric>_ratio` (delta ÷ previous). */
export type Comparison = (typeof comparisons)[number];

export const currencyModes = ['transaction', 'functional', 'reporting'] as const;
export const rateKinds = ['spot', 'avg_month', 'close', 'budget'] as const;
export type RateKind = (typeof rateKinds)[number];

/**
 * `transaction`: as booked, one currency or grouped by `currency`. `functional`: the currency of each legal entity.
 * `reporting`: the company's, or any other in `code`. Default: reporting at the spot rate of the transaction's day.
 */
export type CurrencyChoice = {
  mode: (typeof currencyModes)[number];
  /** ISO 4217; only with `reporting`. */
  code?: string;
  rate?: RateKind;
};

/** A condition on dimensions. Several operators in one leaf must all hold. `like` knows `%` and `_`. */
export type Filter =
  | { and: readonly Filter[] }
  | { or: readonly Filter[] }
  | { not: Filter }
  | {
      dimension: string;
      in?: readonly string[];
      eq?: string;
      like?: string;
      gte?: string;
      lt?: string;
    };

/** Who asks. An empty claim matches nothing; `*` as a member matches everything. */
export type Viewer = {
  id: string;
  role: string;
  claims: Readonly<Record<string, readonly string[]>>;
};

export type Unit = 'money' | 'percent' | 'count' | 'days' | 'ratio' | 'score';

export type ColumnKind = 'time' | 'dimension' | 'metric' | 'comparison' | 'change';
export type ColumnType = 'string' | 'time' | 'int' | 'float' | 'decimal';

/**
 * One column of an answer. Decimals and times are text: money rounded half-even to the currency's minor unit, times
 * ISO 8601 (a date for grains of a day and longer).
 */
export type MetricColumn = {
  name: string;
  kind: ColumnKind;
  type: ColumnType;
  unit?: Unit;
  /** Where all values share one; else look at the `currency` or `functional_currency` column. */
  currency?: string;
  values: (string | number | null)[];
};

export type MetricAnswer = {
  columns: MetricColumn[];
  rowCount: number;
  /** There were more rows than `limit`. */
  truncated: boolean;
  /** Per metric column, over all rows, also those beyond the limit. Only where asked for. */
  totals?: Record<string, string | number | null>;
  freshness: Freshness;
  cost: QueryCost;
  sql: string;
};

export type Freshness = {
  /** Event time up to which every model read has been built; null where nothing was built yet. */
  watermark: string | null;
  ageSeconds: number | null;
  models: string[];
};

export type QueryCost = { rowsRead: number; bytesRead: number; elapsedMs: number; queryId: string };
