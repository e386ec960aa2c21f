import type { Comparison, Grain, MetricQueryInput, TimePreset } from '#client';

export const presets: readonly TimePreset[] = [
  'TODAY',
  'YESTERDAY',
  'LAST_7_DAYS',
  'LAST_28_DAYS',
  'LAST_90_DAYS',
  'WEEK_TO_DATE',
  'MONTH_TO_DATE',
  'LAST_MONTH',
  'QUARTER_TO_DATE',
  'LAST_QUARTER',
  'YEAR_TO_DATE',
  'FISCAL_YEAR_TO_DATE',
  'LAST_12_MONTHS',
];
export const grains: readonly Grain[] = [
  ...(['HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'FISCAL_QUARTER', 'RETAIL_WEEK', 'RETAIL_MONTH'] as const),
];
export const comparisons: readonly Comparison[] = [
  'PREVIOUS_PERIOD',
  'WEEK_AGO',
  'YEAR_AGO',
  'YEAR_AGO_WEEKDAY',
];
/** `''` is the group's own. */
export const currencies = ['', 'CNY', 'USD', 'EUR', 'GBP', 'JPY', 'MXN', 'BRL'];

/** A question as the explorer's form holds it; empty strings choose nothing. */
export type Question = {
  metrics: string[];
  dimension: string;
  preset: TimePreset;
  grain: Grain | '';
  compare: Comparison | '';
  currency: string;
};

export const firstQuestion: Question = {
  metrics: ['net_sales'],
  dimension: 'channel',
  preset: 'LAST_28_DAYS',
  grain: '',
  compare: 'PREVIOUS_PERIOD',
  currency: '',
};

/** The form as the gateway takes it; a dimension that the metrics do not share is left out. */
export function inputOf(question: Question, dimensions: readonly string[]): MetricQueryInput | undefined {
  const { metrics, dimension, preset, grain, compare, currency } = question;
  const [first] = metrics;
  if (first === undefined) return undefined;
  return {
    metrics: [...metrics],
    dimensions: dimensions.includes(dimension) ? [dimension] : [],
    time: { preset, ...(grain ? { grain } : {}) },
    ...(compare ? { compare } : {}),
    currency: { mode: 'REPORTING', ...(currency ? { code: currency } : {}) },
    ...(grain ? {} : { orderBy: [{ field: first, direction: 'DESC' }] }),
    limit: 1_000,
  };
}
