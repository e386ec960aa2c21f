import type { CalendarChoice } from './time/calendar/calendar.ts';
import { calendarUnits } from './time/calendar/start-of.ts';

/** A question to the metric layer. Every name is checked against the catalogue; every value is bound, never spliced. */
export type MetricQuery = {
  metrics: readonly string[];
  dimensions?: readonly string[];
  time: TimeRange;
  where?: Filter;
  /** Adds `<metric>_previous`, `_delta` and `_ratio` (delta ÷ previous). */
  compare?: Comparison;
  /** Each adds such columns under its own name: `<metric>_year_ago`, `_year_ago_delta`, `_year_ago_ratio`. */
  comparisons?: readonly AskedComparison[];
  /** Each adds columns: the figures added up, or counted anew, over a stretch that ends with the row's time. */
  cumulative?: readonly Cumulation[];
  currency?: CurrencyChoice;
  /** Also answer with one value per metric over everything that was asked for, recomputed, not summed. */
  totals?: boolean;
  /** Also answer by fewer columns, each list a part of `time` and the dimensions; recomputed, not summed. */
  subtotals?: readonly (readonly string[])[];
  /** Only rows whose figures fulfil it. Totals, subtotals and rankings are over everything, whatever this hides. */
  having?: FigureFilter;
  /** Only the best values of a dimension over the whole time asked for. */
  top?: Top;
  /** Also rows for stretches of time that nothing happened in. Needs a grain. */
  fill?: boolean;
  orderBy?: readonly { field: string; direction: 'asc' | 'desc' }[];
  /** At most this many rows; default 1,000, at most 50,000. */
  limit?: number;
  /** Default `auto`: from the smallest rollup that gives the same figures. `off`: from the models themselves. */
  rollups?: (typeof rollupUses)[number];
};

export const rollupUses = ['auto', 'off'] as const;

/**
 * Either `preset`, or `campaign`, or `from` with or without `to`. The range includes `from` and excludes `to`. A date means midnight in
 * `timeZone`. Presets that contain the present end now, so that a comparison stops at the same time of day.
 */
export type TimeRange = {
  from?: string;
  to?: string;
  preset?: TimePreset;
  /** The days of a feast or campaign; without an edition those of the latest that has begun. One under way ends now. */
  campaign?: { event: string; edition?: string };
  /** Adds a `time` column; without it the whole range is one figure. */
  grain?: Grain;
  /**
   * IANA name; default UTC. Figures kept by day use the marketplace's own days whatever the zone; `marketplace` has all
   * others counted by those days too, and today is what UTC says.
   */
  timeZone?: string;
  /** Where weeks and years begin, if not where the company lets them. */
  calendar?: CalendarChoice;
};

/** The time zone of a question whose rows are to be counted on their own marketplace's days. */
export const marketplaceZone = 'marketplace';

export const timePresets = [
  'today',
  'yesterday',
  'last_7_days',
  'last_28_days',
  'last_90_days',
  'week_to_date',
  'last_week',
  'month_to_date',
  'last_month',
  'quarter_to_date',
  'last_quarter',
  'year_to_date',
  'last_year',
  'last_12_months',
  'fiscal_year_to_date',
] as const;
export type TimePreset = (typeof timePresets)[number];

/** `campaign_day` counts the days of `time.campaign`: 1, 2, 3. */
export const grains = ['hour', 'day', ...calendarUnits, 'campaign_day'] as const;
export type Grain = (typeof grains)[number];

export const comparisons = [
  'previous_period',
  'week_ago',
  'year_ago',
  'year_ago_weekday',
  'same_campaign_day',
] as const;
/**
 * A period compared with. `year_ago` is the same date, `year_ago_weekday` the same weekday, 364 days before;
 * `same_campaign_day` day k of the edition before the one in `time.campaign`, and nothing else.
 */
export type Comparison = (typeof comparisons)[number];

export const agoUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;

/**
 * Compared with a period by name, with so long ago, or with the days around the last edition of an event: Black Friday to
 * Black Friday, day k of a campaign to its day k, New Year by the moon.
 */
export type AskedComparison =
  | { period: Comparison }
  | { ago: { count: number; unit: (typeof agoUnits)[number] } }
  | { event: string };

export const cumulationUnits = [
  'week',
  'month',
  'quarter',
  'year',
  'fiscal_quarter',
  'fiscal_year',
  'retail_month',
  'retail_quarter',
  'retail_year',
] as const;
/**
 * `toDate`: since the week, month, quarter or year began that the row's time lies in; adds `<metric>_wtd`, `_mtd`, `_qtd`,
 * `_ytd`, of other years `_fiscal_ytd`, `_retail_ytd`. `trailingDays`: so many days up to and with the row's time; adds `<metric>_trailing_<n>_days`. Compared
 * periods are added up as well. Levels (semi-additive) are refused: the last one of a stretch is its figure.
 */
export type Cumulation = { toDate: (typeof cumulationUnits)[number] } | { trailingDays: number };

/** A condition on columns of the answer. Several operators in one leaf must all hold; a figure that is null fulfils none. */
export type FigureFilter =
  | { and: readonly FigureFilter[] }
  | { or: readonly FigureFilter[] }
  | { not: FigureFilter }
  | { field: string; gt?: string; gte?: string; lt?: string; lte?: string };

export type Top = {
  dimension: string;
  /** The metric that decides, in the currency asked for. */
  by: string;
  /** So many values, at most 1,000. */
  count: number;
  /** Default the greatest. */
  direction?: 'asc' | 'desc';
  /** What is left is one more row of each group, whose value of the dimension is null. Without it the rest is left out. */
  others?: boolean;
};

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

export type ColumnKind = 'time' | 'dimension' | 'metric' | 'cumulative' | 'comparison' | 'change';
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
  /** In the order asked for. At most `limit` rows each. */
  subtotals?: { by: readonly string[]; columns: MetricColumn[]; rowCount: number; truncated: boolean }[];
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
