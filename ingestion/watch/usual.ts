/** What a series usually does: events of each hour of the day (UTC), and how unsteady they are. */
export type Usual = {
  /** Mean of an hour, by hour of the day; 24 numbers. */
  means: Float32Array;
  /** Variance over mean of an hour; 1 where events come independently of each other (Poisson), never less here. */
  dispersion: number;
};

/** Hours of one series as the warehouse sums them up. */
export type HourSums = { key: string; slot: number; total: number; squares: number };

const hourMs = 3_600_000;

/**
 * The usual of each series. Hours without a row had no events.
 *
 * @param days how many days the sums are of
 */
export function usualOf(rows: readonly HourSums[], days: number): Map<string, Usual> {
  const sums = new Map<string, { means: Float32Array; variance: number; mean: number }>();
  for (const { key, slot, total, squares } of rows) {
    let of = sums.get(key);
    if (!of) {
      of = { means: new Float32Array(24), variance: 0, mean: 0 };
      sums.set(key, of);
    }
    const mean = total / days;
    of.means[slot] = mean;
    of.mean += mean;
    of.variance += Math.max(0, squares / days - mean * mean);
  }
  return new Map(
    [...sums].map(([key, { means, mean, variance }]) => [
      key,
      { means, dispersion: mean > 0 ? Math.max(1, variance / mean) : 1 },
    ]),
  );
}

/** How many events are to be expected in the window; hours it covers in part count in part. */
export function expectedIn({ means }: Usual, from: number, minutes: number): number {
  const end = from + minutes * 60_000;
  let sum = 0;
  for (let at = from; at < end; ) {
    const next = Math.min(end, (Math.floor(at / hourMs) + 1) * hourMs);
    sum += means[new Date(at).getUTCHours()]! * ((next - at) / hourMs);
    at = next;
  }
  return sum;
}

/**
 * How far a count lies above what was expected, in standard deviations of a count whose variance is `dispersion` times
 * its mean (quasi-Poisson). At least one event counts as expected, so that two sales of a slow seller are no news.
 */
export function surprise(count: number, expected: number, dispersion: number): number {
  const mean = Math.max(1, expected);
  return (count - mean) / Math.sqrt(mean * dispersion);
}
