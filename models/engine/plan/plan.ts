import type { EntrepotError } from '#errors';

/** Somebody who reads a model: who is broken where a column goes. */
export type Reader = {
  kind: 'metric' | 'screen' | 'graphql' | 'model';
  name: string;
  /** Model that it reads, and whether it may read a column of it. */
  model: string;
  reads(column: string): boolean;
};

export type ColumnChange = { name: string; from: string; to: string };

export type ColumnChanges = {
  added: readonly { name: string; type: string }[];
  removed: readonly { name: string; type: string }[];
  retyped: readonly ColumnChange[];
};

/** Something that others relied on, and who did. */
export type Break = { what: string; breaks: readonly { kind: Reader['kind']; name: string }[] };

export type Affected = { model: string; partitions: number; rows: number };

/** What would happen to one model. */
export type ModelChange = {
  model: string;
  file: string;
  /** `described`: only what is said of it, or who may see it, is different; no row is computed. */
  change: 'added' | 'changed' | 'described' | 'removed';
  kind: string;
  /** What is different: `sql`, `grain`, …; `what it reads` where it is not the file that changed. */
  because: readonly string[];
  columns: ColumnChanges;
  breaking: readonly Break[];
  /** What serves now and is built anew. */
  rebuild: { partitions: number; rows: number };
  /** What the engine expects to read for it; null where that cannot be known before other models are built. */
  cost: { rows: number; marks: number } | null;
  /** Models above that take the new rows in. */
  downstream: readonly Affected[];
  /** Why it is not built although it is there: it failed, or was rolled back. */
  held: string | undefined;
};

/** The project's files beside what serves. Nothing to do: no models and no problems. */
export type Plan = { models: readonly ModelChange[]; problems: readonly EntrepotError[] };
