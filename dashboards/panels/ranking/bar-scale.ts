/** Where a ranking's bars begin (part of the track) and which value fills the whole track. */
export type BarScale = { zero: number; extent: number };

/**
 * The scale that shows every value within the track. Signed bars share a zero that lies as far from the left as the
 * greatest loss needs; without a loss it lies at the left, as in any ranking.
 */
export function barScale(values: readonly number[], signed: boolean): BarScale {
  const most = Math.max(0, ...values);
  const least = signed ? Math.min(0, ...values) : 0;
  const extent = most - least;
  return extent > 0 ? { zero: Math.abs(least) / extent, extent } : { zero: 0, extent: 1 };
}
