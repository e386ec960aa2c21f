// The question and its answer

// What can be asked
export type {
  Catalogue,
  Dimension,
  Metric,
  MetricKind,
  MetricLabel,
  MetricModel,
} from './catalogue/catalogue.ts';
export { emptyCatalogue } from './catalogue/catalogue.ts';
export { labelOf } from './catalogue/labels.ts';
export { loadCatalogue, type ReadCatalogue, readCatalogue } from './catalogue/load-catalogue.ts';
export { metricConsumers } from './catalogue/metric-consumers.ts';
export { describeModels, type ModelColumns } from './catalogue/model-columns.ts';
export { checkMetricQuery } from './check-query.ts';
// Compile and run
export { type Bind, createBinder } from './compile/binder.ts';
export {
  type CompiledColumn,
  type CompiledQuery,
  type CompileOptions,
  compileMetricQuery,
} from './compile/compile.ts';
export { exportSql } from './compile/export-sql.ts';
export type { RollupDecision, RollupState, RollupStates } from './compile/rollup-use.ts';
export { rowPolicy } from './compile/row-policy.ts';
export {
  type AskedComparison,
  agoUnits,
  type ColumnKind,
  type ColumnType,
  type Comparison,
  type Cumulation,
  type CurrencyChoice,
  comparisons,
  cumulationUnits,
  currencyModes,
  type FigureFilter,
  type Filter,
  type Freshness,
  type Grain,
  grains,
  type MetricAnswer,
  type MetricColumn,
  type MetricQuery,
  type QueryCost,
  type RateKind,
  rateKinds,
  rollupUses,
  type TimePreset,
  type TimeRange,
  type Top,
  timePresets,
  type Unit,
  type Viewer,
} from './query.ts';
export { type CatalogueSource, type CatalogueSourceOptions, openCatalogue } from './run/catalogue-source.ts';
export { type Explanation, explainMetricQuery } from './run/explain.ts';
export { readRollupStates } from './run/rollup-states.ts';
export { type RunOptions, runCompiled, runMetricQuery, type Watermarks } from './run/run.ts';
export { type CalendarChoice, weekStarts } from './time/calendar/calendar.ts';
export { retailEnds, retailPatterns, weekdays } from './time/calendar/retail.ts';
