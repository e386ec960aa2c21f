import type { Logger } from 'pino';
import type { Parameters, Warehouse } from '#warehouse';
import type { AnalysedModel, AnalysedProject, ProjectSettings } from '../analyse/analysed.ts';
import type { DefinitionStore } from '../state/definition-store.ts';
import type { KeptStore } from '../state/kept-store.ts';
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
export type BuildStep =
  | 'computed'
  | 'keys written'
  | 'begun'
  | 'swapped'
  | 'kept'
  | 'versions written'
  | 'offsets written';

/** What every build needs. */
export type BuildContext = {
  warehouse: Warehouse;
  project: AnalysedProject;
  store: StateStore;
  watch: OdsWatch;
  definitions: DefinitionStore;
  kept: KeptStore;
  lease: Lease;
  settings: ProjectSettings;
  log: Logger;
  /** The day of `{as_of:Date}`, by the builder's clock. */
  asOf: string;
  now: number;
  /** How long a table is kept after another took its place; 0 where none is. */
  keptForMs: number;
  /** Takes in what else would be gathered for some seconds. */
  flush: boolean;
  /** Column lists by which other models follow the changes of a model. */
  followedBy: ReadonlyMap<string, readonly (readonly string[])[]>;
  onProgress: (progress: BuildProgress) => void;
  /** An edited model could not be built: what serves goes on. Resolves to whether this is news. */
  onRefused: (model: AnalysedModel, message: string) => Promise<boolean>;
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
