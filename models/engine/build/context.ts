import type { Logger } from 'pino';
import type { Parameters, Warehouse } from '#warehouse';
import type { AnalysedProject, ProjectSettings } from '../analyse/analysed.ts';
import type { Lease } from '../state/lease.ts';
import type { StateStore } from '../state/state-store.ts';
import type { OdsWatch } from './ods-watch.ts';

export type BuildProgress = {
  model: string;
  action: 'build' | 'refresh';
  partitionsDone: number;
  partitionsTotal: number;
};

/** A moment between two writes; tests stop the builder there. */
export type BuildStep = 'computed' | 'keys written' | 'swapped' | 'versions written' | 'offsets written';

/** What every build needs. */
export type BuildContext = {
  warehouse: Warehouse;
  project: AnalysedProject;
  store: StateStore;
  watch: OdsWatch;
  lease: Lease;
  settings: ProjectSettings;
  log: Logger;
  /** The day of `{as_of:Date}`, by the builder's clock. */
  asOf: string;
  now: number;
  /** Takes in what else would be gathered for some seconds. */
  flush: boolean;
  /** Column lists by which other models follow the changes of a model. */
  followedBy: ReadonlyMap<string, readonly (readonly string[])[]>;
  onProgress: (progress: BuildProgress) => void;
  onStep: (step: BuildStep, model: string) => void | Promise<void>;
};

/** What a build did. */
export type BuildOutcome = {
  action: 'build' | 'refresh';
  /** Partitions whose content changed. */
  partitions: number;
  rows: number;
  warnings: string[];
  /** A check that blocked part of it. */
  error: Error | undefined;
};

export function bindings(context: BuildContext): Parameters {
  return { as_of: context.asOf, reporting_currency: context.settings.reportingCurrency };
}

/** Settings of statements that compute a model: large groupings spill to disk instead of failing. */
export const computeSettings = {
  max_bytes_before_external_group_by: 2_000_000_000,
  max_bytes_before_external_sort: 2_000_000_000,
  max_query_size: 16_000_000,
} as const;
