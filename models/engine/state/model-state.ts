/** A stored partition as last recorded. A table or seed has one, named ''. */
export type PartitionState = {
  version: number;
  rows: number;
  /** Sum of the row hashes, as text: equal content, equal hash. */
  hash: string;
  /** Version of each upstream that it has taken in. */
  consumed: Readonly<Record<string, number>>;
};

/** What is known of one stored model; kept in memory by the one builder, written before it is relied on. */
export type ModelState = {
  fingerprint: string;
  kind: string;
  /** Day that `{as_of:Date}` had. */
  asOf: string;
  /** Greatest version of any partition. */
  version: number;
  partitions: Map<string, PartitionState>;
  /** Source -> source partition -> consumed. */
  offsets: Map<string, Map<number, number>>;
  eventTime: number;
  builtAt: number;
};

export function emptyState(): ModelState {
  return {
    fingerprint: '',
    kind: '',
    asOf: '',
    version: 0,
    partitions: new Map(),
    offsets: new Map(),
    eventTime: 0,
    builtAt: 0,
  };
}

/** Version of an upstream that the model as a whole has taken in. */
export function consumedVersion(state: ModelState, upstream: string): number {
  return state.offsets.get(upstream)?.get(0) ?? 0;
}
