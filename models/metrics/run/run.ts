import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { EntrepotError } from '#errors';
import type { Settings, Warehouse } from '#warehouse';
import { watermarks } from '../../engine/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { checkMetricQuery } from '../check-query.ts';
import { type CompiledQuery, type CompileOptions, compileMetricQuery } from '../compile/compile.ts';
import type { Freshness, MetricAnswer, MetricQuery, QueryCost, Viewer } from '../query.ts';
import { answerColumns, type Row, refuseUnsound, totalsOf } from './answer.ts';
import { rollupStatesAt } from './rollup-states.ts';

/** Up to which event each model was built. */
export type Watermarks = Readonly<Record<string, { eventTime?: string | null | undefined }>>;

export type RunOptions = CompileOptions & {
  /** Asked of the warehouse where the caller does not know them. */
  watermarks?: Watermarks;
  signal?: AbortSignal;
  /** Limits of the statements. */
  settings?: Settings;
};

/** Answers a question: columns, how fresh they are, what they cost. */
export async function runMetricQuery(
  warehouse: Warehouse,
  catalogue: Catalogue,
  asked: MetricQuery,
  viewer: Viewer,
  options: RunOptions,
): Promise<MetricAnswer> {
  const query = checkMetricQuery(asked);
  const built = options.watermarks ?? (await watermarks(warehouse));
  const names = [...query.metrics, ...(query.top ? [query.top.by] : [])];
  const models = new Set(names.flatMap((name) => catalogue.metrics.get(name)?.models ?? []));
  const rollups = options.rollups ?? (await rollupStatesAt(warehouse, catalogue, [...models], built));
  const known = { ...options, watermarks: built, rollups };
  return runCompiled(warehouse, compileMetricQuery(catalogue, query, viewer, known), known);
}

/** Answers a question that is compiled already. */
export async function runCompiled(
  warehouse: Warehouse,
  compiled: CompiledQuery,
  options: RunOptions,
): Promise<MetricAnswer> {
  const queryId = randomUUID();
  const [main, whole, built, ...parts] = await Promise.all([
    statement(warehouse, compiled.sql, compiled, queryId, options),
    compiled.totalsSql
      ? statement(warehouse, compiled.totalsSql, compiled, `${queryId}-totals`, options)
      : undefined,
    options.watermarks ?? watermarks(warehouse),
    ...compiled.subtotals.map(({ sql, by }) =>
      statement(warehouse, sql, compiled, `${queryId}-by-${by.join('-')}`, options),
    ),
  ]);
  const rows = main.rows.slice(0, compiled.limit);
  refuseUnsound([...rows, ...(whole?.rows ?? [])], compiled);
  const subtotals = compiled.subtotals.map(({ by, columns }, index) => {
    const all = parts[index]!.rows;
    const some = all.slice(0, compiled.limit);
    refuseUnsound(some, { ...compiled, columns });
    return {
      by,
      columns: answerColumns(some, { ...compiled, columns }),
      rowCount: some.length,
      truncated: all.length > compiled.limit,
    };
  });
  return {
    columns: answerColumns(rows, compiled),
    rowCount: rows.length,
    truncated: main.rows.length > compiled.limit,
    ...(whole ? { totals: totalsOf(whole.rows[0], compiled) } : {}),
    ...(subtotals.length > 0 ? { subtotals } : {}),
    freshness: freshnessOf(compiled.models, built, options.now),
    cost: addUp(queryId, main.cost, whole?.cost, ...parts.map(({ cost }) => cost)),
    sql: compiled.sql,
  };
}

type Statistics = { elapsed: number; rows_read: number; bytes_read: number };
type Reply = { data: Row[]; statistics: Statistics };

async function statement(
  warehouse: Warehouse,
  sql: string,
  { parameters }: CompiledQuery,
  queryId: string,
  { signal, settings }: RunOptions,
): Promise<{ rows: Row[]; cost: Statistics }> {
  const stream = await warehouse.stream(sql, 'JSON', parameters, {
    queryId,
    ...(signal ? { signal } : {}),
    ...(settings ? { settings } : {}),
  });
  const body = await text(stream);
  try {
    const reply = JSON.parse(body) as Reply;
    return { rows: reply.data, cost: reply.statistics };
  } catch (cause) {
    // An engine that fails while it sends can only spoil the answer.
    throw new EntrepotError('WAREHOUSE_REFUSED', 'The warehouse broke off its answer.', {
      asked: body.slice(-500),
      fix: 'Ask again; if it stays, ask for less at a time.',
      cause,
    });
  }
}

/** The oldest of what was read: an answer is as fresh as its stalest part. */
function freshnessOf(models: readonly string[], built: Watermarks, now: Date): Freshness {
  const times = models.map((model) => built[model]?.eventTime ?? null);
  const watermark = times.includes(null) ? null : (times.sort()[0] ?? null);
  const age = watermark === null ? null : Math.max(0, (now.getTime() - Date.parse(watermark)) / 1_000);
  return { watermark, ageSeconds: age, models: [...models] };
}

function addUp(queryId: string, ...parts: (Statistics | undefined)[]): QueryCost {
  const sum = (of: (part: Statistics) => number) =>
    parts.reduce((total, part) => total + (part ? Number(of(part)) : 0), 0);
  return {
    rowsRead: sum((part) => part.rows_read),
    bytesRead: sum((part) => part.bytes_read),
    elapsedMs: sum((part) => part.elapsed * 1_000),
    queryId,
  };
}
