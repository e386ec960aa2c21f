// Measurement
export { benchScoring, type ScoringBench } from './bench/scoring.ts';
// The role
export { type BacktestReport, type BacktestRow, backtestReport } from './forecaster/backtest-report.ts';
export {
  type Forecaster,
  type ForecasterOptions,
  type ForecasterSettings,
  type ForecasterStatus,
  startForecaster,
} from './forecaster/forecaster.ts';
export { lastCompleteDay } from './forecaster/last-complete-day.ts';
export type { ForecastRun } from './forecaster/runs.ts';
export { ensureForecastTables } from './forecaster/tables.ts';
// Scoring
export { type ModelThread, openModel } from './scoring/model-thread.ts';
export { scoreAdResponse, spendGrid } from './scoring/score-ad-response.ts';
export { type ScoreOptions, type ScoreResult, scoreDemand } from './scoring/score-demand.ts';
// Models
export { loadVersion, type ModelVersion } from './signature/load-version.ts';
export { openRegistry, type Registry } from './signature/registry.ts';
export { type Feature, type Signature, signatureSchema } from './signature/signature.ts';
