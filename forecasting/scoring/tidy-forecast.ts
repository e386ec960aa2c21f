import type { OutputName } from '../signature/signature.ts';

/** The columns of a demand forecast. */
export type DemandColumns = Readonly<Record<OutputName, Float64Array>>;

/**
 * A model's answers as columns that can be published: nothing below zero, quantiles that do not cross; what is not a
 * number stays so. What a model does
 * not give is filled from what it gives: the mean from the median and the other way round, outer quantiles from it.
 */
export function tidyForecast(
  forecast: Float32Array,
  rows: number,
  outputs: readonly OutputName[],
): DemandColumns {
  const place = (name: OutputName, ...instead: OutputName[]) =>
    [name, ...instead].map((each) => outputs.indexOf(each)).find((at) => at >= 0) ?? 0;
  const at = {
    mean: place('mean', 'p50'),
    p10: place('p10', 'p50', 'mean'),
    p50: place('p50', 'mean'),
    p90: place('p90', 'p50', 'mean'),
  };
  const column = () => new Float64Array(rows);
  const tidy = { mean: column(), p10: column(), p50: column(), p90: column() };
  for (let row = 0, start = 0; row < rows; row++, start += outputs.length) {
    const low = Math.max(0, forecast[start + at.p10]!);
    const middle = Math.max(0, forecast[start + at.p50]!);
    const high = Math.max(0, forecast[start + at.p90]!);
    tidy.mean[row] = Math.max(0, forecast[start + at.mean]!);
    tidy.p10[row] = Math.min(low, middle, high);
    tidy.p90[row] = Math.max(low, middle, high);
    // The middle one of three.
    tidy.p50[row] = Math.max(Math.min(low, middle), Math.min(Math.max(low, middle), high));
  }
  return tidy;
}
