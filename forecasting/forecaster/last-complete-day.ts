const dayLength = 86_400_000;

/** The newest calendar day that is over everywhere on earth, `2026-01-31`: twelve hours after it ended at Greenwich. */
export function lastCompleteDay(now: Date): string {
  return new Date(now.getTime() - 1.5 * dayLength).toISOString().slice(0, 10);
}
