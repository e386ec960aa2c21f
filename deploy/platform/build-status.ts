import type { BuildStatus, ModelRun, ModelStatus } from '#graphql';
import type { Warehouse } from '#warehouse';

const modelsSql = `
  with
    sizes as (
      select table, sum(rows) as rows, uniqExact(partition) as partitions
      from system.parts where active and database = currentDatabase() group by table
    ),
    last_runs as (
      select model, argMax(error, started_at) as error, argMax(duration_ms, started_at) as duration_ms
      from _model_runs group by model
    )
  select
    versions.model as name,
    versions.kind as kind,
    toString(marks.version) as version,
    marks.built_at as builtAt,
    toUInt64(sizes.rows) as rows,
    toUInt64(sizes.partitions) as partitions,
    last_runs.error as lastError,
    last_runs.duration_ms as durationMs
  from (
    select model, argMax(kind, sequence) as kind from _model_versions group by model having argMax(fingerprint, sequence) != ''
  ) as versions
  left join (
    select model, argMax(version, sequence) as version, argMax(built_at, sequence) as built_at
    from _model_watermarks group by model
  ) as marks on marks.model = versions.model
  left join sizes on sizes.table = versions.model
  left join last_runs on last_runs.model = versions.model
  order by name`;

const runsSql = `
  select model, started_at as startedAt, duration_ms as durationMs, partitions, rows, error
  from _model_runs order by started_at desc limit 200`;

type StatusRow = Record<
  'name' | 'kind' | 'version' | 'builtAt' | 'rows' | 'partitions' | 'lastError',
  string
> & {
  durationMs: number;
};
type RunRow = {
  model: string;
  startedAt: string;
  durationMs: number;
  partitions: number;
  rows: number;
  error: string;
};

/** What the builder has recorded of every model and of its last runs. */
export async function readBuildStatus(warehouse: Warehouse): Promise<BuildStatus> {
  const [models, runs] = await Promise.all([
    warehouse.rows<StatusRow>(modelsSql),
    warehouse.rows<RunRow>(runsSql),
  ]);
  return { models: models.map(modelStatus), runs: runs.map(modelRun) };
}

function modelStatus(row: StatusRow): ModelStatus {
  return {
    name: row.name,
    kind: row.kind,
    rows: Number(row.rows),
    partitions: Number(row.partitions),
    version: row.version,
    builtAt: row.builtAt,
    lastError: row.lastError || null,
    durationMs: row.durationMs,
  };
}

function modelRun({ error, ...run }: RunRow): ModelRun {
  return { ...run, error: error || null };
}
