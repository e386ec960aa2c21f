import {
  type Data,
  DateDay,
  Field,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  TimestampMillisecond,
  Uint16,
  Utf8,
} from 'apache-arrow';
import type { DemandColumns } from './tidy-forecast.ts';

const dayLength = 86_400_000;

/** The columns of ads_forecast_demand. */
export const demandSchema = new Schema([
  new Field('model', new Utf8()),
  new Field('version', new Utf8()),
  new Field('as_of', new DateDay()),
  new Field('sku', new Utf8()),
  new Field('channel', new Utf8()),
  new Field('target_day', new DateDay()),
  new Field('horizon', new Uint16()),
  ...['mean', 'p10', 'p50', 'p90', 'baseline'].map((name) => new Field(name, new Float64())),
  new Field('scored_at', new TimestampMillisecond('UTC')),
]);

export type DemandBatch = {
  rows: number;
  version: string;
  /** `2026-01-31` */
  asOf: string;
  scoredAt: Date;
  /** Who gives each row: a place in `models`. */
  models: readonly string[];
  model: Uint8Array;
  sku: Data<Utf8>;
  channel: Data<Utf8>;
  horizon: Uint16Array;
  forecast: DemandColumns;
  baseline: Float64Array;
};

/** Forecasts as one Arrow batch; texts and numbers stay the memory they came in. */
export function demandRecordBatch(batch: DemandBatch): RecordBatch {
  const { rows, forecast, horizon } = batch;
  const asOfDay = Date.parse(batch.asOf) / dayLength;
  const floats = [forecast.mean, forecast.p10, forecast.p50, forecast.p90, batch.baseline];
  const children: Data[] = [
    textData(batch.models, batch.model),
    textData([batch.version], new Uint8Array(rows)),
    makeData({ type: new DateDay(), length: rows, data: new Int32Array(rows).fill(asOfDay) }),
    batch.sku,
    batch.channel,
    makeData({
      type: new DateDay(),
      length: rows,
      data: Int32Array.from(horizon, (ahead) => asOfDay + ahead),
    }),
    makeData({ type: new Uint16(), length: rows, data: horizon }),
    ...floats.map((data) => makeData({ type: new Float64(), length: rows, data })),
    makeData({
      type: new TimestampMillisecond('UTC'),
      length: rows,
      data: new BigInt64Array(rows).fill(BigInt(batch.scoredAt.getTime())),
    }),
  ];
  return new RecordBatch(
    demandSchema,
    makeData({ type: new Struct(demandSchema.fields), length: rows, nullCount: 0, children }),
  );
}

/** A column of text in which each row is one of a few words. */
function textData(words: readonly string[], which: Uint8Array): Data<Utf8> {
  const encoded = words.map((word) => new TextEncoder().encode(word));
  const valueOffsets = new Int32Array(which.length + 1);
  for (const [row, word] of which.entries())
    valueOffsets[row + 1] = valueOffsets[row]! + encoded[word]!.length;
  const data = new Uint8Array(valueOffsets[which.length]!);
  for (const [row, word] of which.entries()) data.set(encoded[word]!, valueOffsets[row]!);
  return makeData({ type: new Utf8(), length: which.length, nullCount: 0, valueOffsets, data });
}
