import type { Warehouse } from '#warehouse';
import type { AnalysedProject } from '../analyse/analysed.ts';
import type { ModelChange } from '../plan/plan.ts';

/** How far a change has come. */
export type Outcome = 'open' | 'done' | { error: string };

/** The warehouse's own time, by which runs are recorded. */
export async function now(warehouse: Warehouse): Promise<string> {
  const [row] = await warehouse.rows<{ now: string }>(
    'SELECT toString(toUnixTimestamp64Milli(now64(3))) AS now',
  );
  return row!.now;
}

/** Whether each change serves already, or has failed since then; told by what is recorded, whoever builds. */
export async function outcomesOf(
  warehouse: Warehouse,
  changes: readonly ModelChange[],
  { models }: AnalysedProject,
  since: string,
): Promise<Map<string, Outcome>> {
  const names = { models: changes.map(({ model }) => model) };
  const serving = await warehouse.rows<{ model: string; fingerprint: string; text: string }>(
    `SELECT model, fingerprint, text FROM (SELECT model, fingerprint FROM _model_versions FINAL) AS versions
     LEFT JOIN (SELECT model, text FROM _model_definitions FINAL WHERE role = 'served') AS texts USING (model)
     WHERE model IN {models:Array(String)}`,
    names,
  );
  const failures = await warehouse.rows<{ model: string; error: string }>(
    `SELECT model, argMax(runs.error, recorded_at) AS error FROM _model_runs AS runs
     WHERE model IN {models:Array(String)} AND recorded_at >= fromUnixTimestamp64Milli({since:Int64}) AND runs.error != ''
     GROUP BY model`,
    { ...names, since },
  );
  const served = new Map(serving.map((row) => [row.model, row]));
  const failed = new Map(failures.map(({ model, error }) => [model, { error }]));
  return new Map(
    names.models.map((model): [string, Outcome] => {
      const [wanted, now] = [models.get(model), served.get(model)];
      const isDone =
        (now?.fingerprint ?? '') === (wanted?.fingerprint ?? '') &&
        (now?.text ?? '') === (wanted?.text ?? '');
      return [model, isDone ? 'done' : (failed.get(model) ?? 'open')];
    }),
  );
}
