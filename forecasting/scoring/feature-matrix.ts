import type { RecordBatch } from 'apache-arrow';
import type { Feature } from '../signature/signature.ts';

/** Rows of features one after the other, and which rows lack one that their model needs. */
export type FeatureMatrix = { rows: number; features: Float32Array<ArrayBuffer>; incomplete: Uint8Array };

/** Takes the columns `f0`, `f1`, … of a batch, all Float32, into rows. */
export function featureMatrix(batch: RecordBatch, declared: readonly Feature[]): FeatureMatrix {
  const rows = batch.numRows;
  const width = declared.length;
  const features = new Float32Array(rows * width);
  const incomplete = new Uint8Array(rows);
  for (const [column, { nullable }] of declared.entries()) {
    const values = float32Column(batch, `f${column}`);
    for (let row = 0, at = column; row < rows; row++, at += width) {
      const value = values[row]!;
      features[at] = value;
      if (!nullable && Number.isNaN(value)) incomplete[row] = 1;
    }
  }
  return { rows, features, incomplete };
}

/** A column's own memory; the queries that give it select Float32 without nulls. */
function float32Column(batch: RecordBatch, name: string): Float32Array {
  const values: unknown = batch.getChild(name)?.data[0]?.values;
  if (values instanceof Float32Array) return values;
  throw new TypeError(`The column ${name} came as ${String(batch.getChild(name)?.type)}, not as Float32.`);
}
