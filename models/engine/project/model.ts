import type { Aggregate } from '../../metrics/expression/expression.ts';

/** How a model is kept. */
export type ModelKind =
  | 'view'
  /** Rebuilt whole when anything it reads changes. */
  | 'table'
  /** Partitions of its own, each rebuilt only when something it depends on changes. */
  | 'incremental'
  /** Looked up by key in memory, with dictGet; loaded anew whenever anything it reads changes. */
  | 'dictionary'
  /** A CSV file. */
  | 'seed'
  /** Written by another part of the platform; the model's empty SELECT only declares its columns. */
  | 'external';

/** How a change of an upstream travels to the partitions of a model. */
export type ReadMode =
  | { mode: 'same' }
  /** The model's columns that hold the key, and the upstream's columns they equal. */
  | { mode: 'by'; columns: readonly string[]; upstreamColumns: readonly string[] }
  /** Depends on the upstream's partitions from `from` to `to` days away from the own partition (a table's: from as_of). */
  | { mode: 'window'; from: number; to: number }
  | { mode: 'all' };

/** What a header's check says, where it stands, and what it is about. */
export type Check = { text: string; at: string } & CheckRule;

export type CheckRule =
  | { kind: 'unique'; columns: readonly string[] }
  | { kind: 'not_null'; columns: readonly string[] }
  | { kind: 'accepted'; columns: readonly [string]; values: readonly string[] }
  | { kind: 'relationship'; columns: readonly [string]; model: string; column: string }
  /** How many rows a partition may have; with `ofDays`, bounds are shares of the mean of so many days before it. */
  | { kind: 'rows'; atLeast: number; atMost: number; ofDays: number | undefined }
  /** How old the newest value of a time column may be. */
  | { kind: 'freshness'; columns: readonly [string]; withinMs: number }
  /** An aggregate that equals one of another model, partition by partition. */
  | { kind: 'reconcile'; own: string; model: string; other: string; within: string; isShare: boolean }
  /** A condition that no row may break; where it is null it says nothing. */
  | { kind: 'custom'; condition: string }
  /** A SELECT of rows that must not be; the model's own name stands for the rows about to be served. */
  | { kind: 'sql'; select: string };

export type HeaderPlace = {
  line: number;
  /** Where in the value each further line begins. */
  continued: readonly { offset: number; line: number }[];
};

export type HeaderKey = (typeof headerKeys)[number];

/** Everything a header may say; nothing else is accepted. */
export const headerKeys = [
  'kind',
  'time',
  'per',
  'reads',
  'order',
  'grain',
  'checks',
  'warn',
  'expose',
  'rows',
  'mask',
  'owner',
] as const;

/** One model file, read but not yet looked at by the warehouse's parser. */
export type Model = {
  name: string;
  kind: ModelKind;
  /** File it was read from, and the line its SQL (or its first row) starts at. */
  file: string;
  firstLine: number;
  /** The file as it is written. */
  text: string;
  /** The free text above the header. */
  description: string;
  /** The SELECT, without the header; empty for a seed. */
  sql: string;
  /** The SELECT of the file, where the engine has made another one of it. */
  written?: string;
  headers: Readonly<Partial<Record<HeaderKey, string>>>;
  /** Where each header key's value is written. */
  headerPlaces: Readonly<Partial<Record<HeaderKey, HeaderPlace>>>;
  /** Partition column of an incremental model. */
  by: string | undefined;
  /** Column that tells when a row happened. */
  time: string | undefined;
  /** Key that a model over ODS is local to. */
  per: readonly string[];
  reads: ReadonlyMap<string, ReadMode>;
  order: readonly string[];
  grain: readonly string[];
  /** Blocking checks. */
  checks: readonly Check[];
  /** Checks that only warn. */
  warn: readonly Check[];
  /** GraphQL type under which the model's rows can be read. */
  expose: string | undefined;
  /** Row policy: a boolean over columns and `viewer.<claim>`. */
  rows: string | undefined;
  /** Columns hidden from those who may not see personal data. */
  mask: readonly string[];
  owner: string | undefined;
  /** Content of a seed. */
  seed: SeedContent | undefined;
  /** Of a snapshot: what its key was, from when to when; a row where something selected changed, or for each version. */
  snapshot?: { each: boolean };
  /** Of a rollup, which is declared beside the metrics it serves and kept like any stored model. */
  rollup?: RollupDeclaration;
};

export type RollupDeclaration = {
  /** The stored model that is rolled up. */
  of: string;
  /** Its time column, where the metric file names one. */
  time: string | undefined;
  /** Length of the stretches of time that instants are kept by; days are kept as they are. */
  every: 'hour' | 'half_hour' | 'quarter_hour';
  /** Columns that questions can be asked by. */
  by: readonly string[];
  aggregates: readonly Aggregate[];
};

export type SeedContent = {
  columns: readonly { name: string; type: string }[];
  rows: readonly (readonly (string | null)[])[];
};

export type Project = {
  /** By name, in the order of their files. */
  models: ReadonlyMap<string, Model>;
};
