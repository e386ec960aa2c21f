import type { Warehouse } from '#warehouse';
import type { ScoreResult } from '../scoring/score-demand.ts';
import type { Signature } from '../signature/signature.ts';

export type ForecastRun = ScoreResult & {
  model: string;
  version: string;
  asOf: string;
  scoredAt: Date;
  elapsedMs: number;
};

/** Whether a version has scored a day; a run is recorded only when all of its rows are written. */
export async function isScored(
  warehouse: Warehouse,
  { name, version }: Signature,
  asOf: string,
): Promise<boolean> {
  const rows = await warehouse.rows(
    `SELECT 1 FROM _forecast_runs
     WHERE model = {model:String} AND version = {version:String} AND as_of = {as_of:Date} LIMIT 1`,
    { model: name, version, as_of: asOf },
  );
  return rows.length > 0;
}

export async function recordRun(warehouse: Warehouse, run: ForecastRun): Promise<void> {
  const { model, version, rows, incomplete, outdone } = run;
  await warehouse.insertRows('_forecast_runs', [
    {
      ...{ model, version, rows, incomplete, outdone },
      as_of: run.asOf,
      scored_at: run.scoredAt.toISOString(),
      elapsed_ms: Math.round(run.elapsedMs),
    },
  ]);
}
