/** How finely the history is written, and over which time. Days are day numbers. */
export type Plan = {
  firstDay: number;
  /** Orders a day over the group before `denseDay`: fewer than there were, each standing for many. */
  historyOrdersPerDay: number;
  /** From this day on every buyer is an order of their own. */
  denseDay: number;
  /** Orders a day from `denseDay` on. */
  denseOrdersPerDay: number;
  /** From an instant on, how many times the company's natural orders are told; 1 until the first entry. */
  rates: readonly { from: number; factor: number }[];
  /**
   * Stretches of time that were written after the fact. Within one, only the last state of a thing is sent, and
   * details of how it came there only from `detailFrom` on. Instants in ms, `from` exclusive, `to` inclusive.
   */
  gaps: readonly { from: number; to: number; detailFrom: number }[];
};

/** Orders that the company has on a day, as it is told; a rate beyond is not counted. */
export function ordersPerDay(plan: Plan, day: number): number {
  return day < plan.denseDay ? plan.historyOrdersPerDay : plan.denseOrdersPerDay;
}

/** How many times orders are told at an instant. */
export function rateAt(plan: Plan, at: number): number {
  let factor = 1;
  for (const rate of plan.rates) if (rate.from <= at) factor = rate.factor;
  return factor;
}

/** Whether the state reached at `at` is overtaken, within the same stretch, by the one reached at `next`. */
export function isOvertaken(plan: Plan, at: number, next: number): boolean {
  return plan.gaps.some(({ from, to }) => at > from && at <= to && next <= to);
}

/** Whether details of this instant are told: always, but in the older part of a stretch written after the fact. */
export function isDetailed(plan: Plan, at: number): boolean {
  return !plan.gaps.some(({ from, to, detailFrom }) => at > from && at <= to && at < detailFrom);
}
