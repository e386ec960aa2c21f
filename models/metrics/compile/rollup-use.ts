import type { Rollup } from '../catalogue/catalogue.ts';
import type { Period } from '../time/period.ts';

/** What is known of a built rollup and of the model it is of. */
export type RollupState = {
  rows: number;
  rowsOfModel: number;
  /** Partitions whose last change it has not taken in yet. */
  stale: readonly string[];
};

export type RollupStates = ReadonlyMap<string, RollupState>;

/** A rollup answers for whole stretches of time; what is left is read from the model itself. */
export type RollupUse = {
  rollup: Rollup;
  /** The whole stretches of the branch's period. */
  inside: Period;
  /** Whether the period begins or ends within a stretch. */
  hasEdges: boolean;
  stale: readonly string[];
};

/** Which rollups there are for a question, and what was decided for each of its figures. */
export type RollupPlan = {
  of: ReadonlyMap<string, readonly Rollup[]>;
  states: RollupStates;
  /** Part of the answer that is being compiled. */
  part: string;
  decide(decision: RollupDecision): void;
};

/** Why a figure is answered from where it is. */
export type RollupDecision = {
  /** `answer`, `totals`, `top`, or what a subtotal is by. */
  part: string;
  /** The aggregate as a metric file writes it, and what the columns of its period end with. */
  figure: string;
  period: string;
  model: string;
  /** The rollup that answers, else undefined: the model itself does. */
  rollup: string | undefined;
  rows: number | undefined;
  /** What of it is read from the model all the same. */
  rest: readonly string[];
  /** Every other rollup of the model, and why not that one. */
  others: readonly { rollup: string; why: string }[];
};
