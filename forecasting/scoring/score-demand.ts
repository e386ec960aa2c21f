import { Readable } from 'node:stream';
import {
  type Data,
  type RecordBatch,
  RecordBatchReader,
  RecordBatchStreamWriter,
  type Utf8,
} from 'apache-arrow';
import type { Warehouse } from '#warehouse';
import { demandRecordBatch } from './demand-batch.ts';
import { type FeatureMatrix, featureMatrix } from './feature-matrix.ts';
import { arrowSettings, featureQuery, readFeatureSql } from './feature-sql.ts';
import type { ModelThread } from './model-thread.ts';
import { type DemandColumns, tidyForecast } from './tidy-forecast.ts';

export type ScoreOptions = {
  warehouse: Warehouse;
  thread: ModelThread;
  /** The last day whose sales are known, `2026-01-31`. */
  asOf: string;
  scoredAt: Date;
  /** Rows of one call of the model; 8,192 unless told. */
  batchRows?: number;
  onRows?(rows: number): void;
};

export type ScoreResult = {
  rows: number;
  /** Rows that carry the baseline because a feature was missing or the model gave no number, or because it did better in the backtest. */
  incomplete: number;
  outdone: number;
};

const baselineName = 'seasonal_naive';
/** Batches read and handed to the model before the first of them is written. */
const ahead = 3;

/** Scores the demand of every SKU and channel as of a day and writes ads_forecast_demand, all of it as a stream. */
export async function scoreDemand(options: ScoreOptions): Promise<ScoreResult> {
  const { warehouse, thread, asOf } = options;
  const { signature } = thread.version;
  const sql = featureQuery(signature, await readFeatureSql(signature.featureModel), {
    sku: 'toString(sku)',
    channel: 'toString(channel)',
    horizon: 'toUInt16(horizon)',
    baseline: 'toFloat64(ifNull(baseline, 0))',
  });
  const result: ScoreResult = { rows: 0, incomplete: 0, outdone: 0 };
  const answer = await warehouse.stream(
    `${sql} WHERE horizon <= ${signature.horizon}`,
    'ArrowStream',
    { as_of: asOf },
    { settings: arrowSettings },
  );
  const writer = new RecordBatchStreamWriter();
  const written = warehouse.insertBytes({
    table: 'ads_forecast_demand',
    format: 'ArrowStream',
    body: Readable.from(writer, { objectMode: false }),
  });
  // Awaited below; until then a refusal must not count as unhandled.
  written.catch(() => answer.destroy());
  try {
    for await (const batch of inOrder(scored(answer, options, result), ahead)) {
      writer.write(batch);
      result.rows += batch.numRows;
      options.onRows?.(result.rows);
    }
    writer.finish();
  } catch (error) {
    writer.abort(error);
    await written.catch(() => undefined);
    throw error;
  }
  await written;
  return result;
}

/** In a box, because an async generator awaits a promise that it yields. */
type UnderWay = { batch: Promise<RecordBatch> };

/** Starts a score for each part as it arrives; the promises resolve to batches ready to be written. */
async function* scored(
  answer: AsyncIterable<Uint8Array>,
  options: ScoreOptions,
  result: ScoreResult,
): AsyncGenerator<UnderWay> {
  const size = options.batchRows ?? 8_192;
  for await (const whole of await RecordBatchReader.from(answer)) {
    for (let from = 0; from < whole.numRows; from += size) {
      const part = whole.slice(from, Math.min(whole.numRows, from + size));
      yield { batch: scorePart(part, options, result) };
    }
  }
}

async function scorePart(
  part: RecordBatch,
  options: ScoreOptions,
  result: ScoreResult,
): Promise<RecordBatch> {
  const { signature } = options.thread.version;
  const matrix = featureMatrix(part, signature.features);
  const answered = await options.thread.score(matrix.features, matrix.rows);
  const forecast = tidyForecast(answered, matrix.rows, signature.outputs);
  const baseline = part.getChild('key_baseline')!.data[0]!.values as Float64Array;
  const model = publishBaseline(part, matrix, forecast, baseline, options, result);
  return demandRecordBatch({
    rows: matrix.rows,
    version: signature.version,
    asOf: options.asOf,
    scoredAt: options.scoredAt,
    models: [signature.name, baselineName],
    model,
    sku: part.getChild('key_sku')!.data[0] as Data<Utf8>,
    channel: part.getChild('key_channel')!.data[0] as Data<Utf8>,
    horizon: part.getChild('key_horizon')!.data[0]!.values as Uint16Array,
    forecast,
    baseline,
  });
}

/** Puts the baseline where the model may not speak; gives 1 for such rows. */
function publishBaseline(
  part: RecordBatch,
  { rows, incomplete }: FeatureMatrix,
  forecast: DemandColumns,
  baseline: Float64Array,
  { thread }: ScoreOptions,
  result: ScoreResult,
): Uint8Array {
  const losing = new Set(thread.version.signature.fallback.channels);
  const channel = losing.size > 0 ? part.getChild('key_channel')! : undefined;
  const model = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const outdone = channel !== undefined && losing.has(channel.get(row) as string);
    if (incomplete[row] === 0 && !outdone && isAnswered(forecast, row)) continue;
    if (outdone) result.outdone++;
    else result.incomplete++;
    model[row] = 1;
    for (const column of Object.values(forecast)) column[row] = baseline[row]!;
  }
  return model;
}

function isAnswered({ mean, p10, p50, p90 }: DemandColumns, row: number): boolean {
  return Number.isFinite(mean[row]! + p10[row]! + p50[row]! + p90[row]!);
}

/** Awaits batches in the order they came, keeping `depth` of them under way. */
async function* inOrder(parts: AsyncIterable<UnderWay>, depth: number): AsyncGenerator<RecordBatch> {
  const underWay: Promise<RecordBatch>[] = [];
  for await (const { batch } of parts) {
    // Looked at when its turn comes.
    batch.catch(() => undefined);
    underWay.push(batch);
    if (underWay.length > depth) yield await underWay.shift()!;
  }
  for (const batch of underWay) yield await batch;
}
