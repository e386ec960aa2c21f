import type { Warehouse } from '#warehouse';
import { emptyState, type ModelState, type PartitionState } from './model-state.ts';

export type RunRecord = {
  model: string;
  action: 'build' | 'refresh' | 'restate' | 'rollback' | 'remove';
  startedAt: number;
  durationMs: number;
  partitions: number;
  rows: number;
  error: string;
  warnings: readonly string[];
};

/** The builder's memory: reads the state tables once, then writes every change through. */
export class StateStore {
  readonly #warehouse: Warehouse;
  readonly #states = new Map<string, ModelState>();
  #sequence = 0;

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  of(model: string): ModelState {
    const known = this.#states.get(model);
    if (known) return known;
    const state = emptyState();
    this.#states.set(model, state);
    return state;
  }

  names(): string[] {
    return [...this.#states.keys()];
  }

  /** Reads everything again, forgetting what is in memory. */
  async load(): Promise<void> {
    this.#states.clear();
    const { rows } = this.#warehouse;
    const versions = await rows<{ model: string; fingerprint: string; kind: string; as_of: string }>(
      'SELECT model, fingerprint, kind, toString(as_of) AS as_of FROM _model_versions FINAL',
    );
    for (const { model, fingerprint, kind, as_of } of versions) {
      Object.assign(this.of(model), { fingerprint, kind, asOf: as_of });
    }
    const partitions = await rows<{ model: string; partition: string; version: string } & Counts>(
      'SELECT model, partition, version, rows, hash, consumed FROM _model_partitions FINAL',
    );
    for (const row of partitions) this.#takePartition(row.model, row.partition, partitionOf(row));
    const offsets = await rows<{ model: string; source: string; source_partition: number; consumed: string }>(
      'SELECT model, source, source_partition, consumed FROM _model_offsets FINAL',
    );
    for (const { model, source, source_partition, consumed } of offsets) {
      offsetsOf(this.of(model), source).set(source_partition, Number(consumed));
    }
    const marks = await rows<{ model: string; event_time: string; built_at: string }>(
      `SELECT model, toString(toUnixTimestamp64Milli(event_time)) AS event_time,
         toString(toUnixTimestamp64Milli(built_at)) AS built_at FROM _model_watermarks FINAL`,
    );
    for (const { model, event_time, built_at } of marks) {
      Object.assign(this.of(model), { eventTime: Number(event_time), builtAt: Number(built_at) });
    }
    const [last] = await rows<{ sequence: string }>(
      `SELECT toString(max(sequence)) AS sequence FROM (
         SELECT max(sequence) AS sequence FROM _model_partitions
         UNION ALL SELECT max(sequence) FROM _model_offsets
         UNION ALL SELECT max(sequence) FROM _model_versions
         UNION ALL SELECT max(sequence) FROM _model_exchanges
         UNION ALL SELECT max(sequence) FROM _model_kept
         UNION ALL SELECT max(sequence) FROM _model_watermarks)`,
    );
    this.#sequence = Number(last?.sequence ?? 0);
  }

  /** A number greater than any recorded before. */
  next(): number {
    return ++this.#sequence;
  }

  async savePartitions(model: string, changed: ReadonlyMap<string, PartitionState>): Promise<void> {
    const sequence = this.next();
    await this.#warehouse.insertRows(
      '_model_partitions',
      [...changed].map(([partition, state]) => ({ model, partition, ...state, sequence })),
    );
    for (const [partition, state] of changed) this.#takePartition(model, partition, state);
  }

  /** Source -> source partition -> consumed, all at once. */
  async saveOffsets(model: string, moved: ReadonlyMap<string, ReadonlyMap<number, number>>): Promise<void> {
    const sequence = this.next();
    await this.#warehouse.insertRows(
      '_model_offsets',
      [...moved].flatMap(([source, offsets]) =>
        [...offsets].map(([source_partition, consumed]) => ({
          ...{ model, source, source_partition, consumed, sequence },
        })),
      ),
    );
    for (const [source, offsets] of moved) {
      const known = offsetsOf(this.of(model), source);
      for (const [partition, consumed] of offsets) known.set(partition, consumed);
    }
  }

  async saveVersion(model: string, kind: string, fingerprint: string, asOf: string): Promise<void> {
    const row = { model, kind, fingerprint, as_of: asOf, sequence: this.next() };
    await this.#warehouse.insertRows('_model_versions', [row]);
    Object.assign(this.of(model), { fingerprint, kind, asOf });
  }

  /** Tells readers how far models have come. */
  async saveWatermarks(models: readonly string[], now: number): Promise<void> {
    const sequence = this.next();
    const rows = models.map((model) => {
      const state = this.of(model);
      state.builtAt = now;
      return {
        ...{ model, version: state.version, sequence },
        event_time: new Date(state.eventTime).toISOString(),
        built_at: new Date(now).toISOString(),
      };
    });
    await this.#warehouse.insertRows('_model_watermarks', rows);
  }

  async saveRuns(runs: readonly RunRecord[]): Promise<void> {
    await this.#warehouse.insertRows(
      '_model_runs',
      runs.map(({ startedAt, durationMs, ...run }) => ({
        ...run,
        started_at: new Date(startedAt).toISOString(),
        duration_ms: Math.round(durationMs),
      })),
    );
  }

  #takePartition(model: string, partition: string, partitionState: PartitionState): void {
    const state = this.of(model);
    state.partitions.set(partition, partitionState);
    state.version = Math.max(state.version, partitionState.version);
  }
}

type Counts = { rows: string; hash: string; consumed: Record<string, string> };

function partitionOf(row: { version: string } & Counts): PartitionState {
  const consumed = Object.entries(row.consumed).map(([name, version]) => [name, Number(version)] as const);
  return {
    version: Number(row.version),
    rows: Number(row.rows),
    hash: row.hash,
    consumed: Object.fromEntries(consumed),
  };
}

function offsetsOf(state: ModelState, source: string): Map<number, number> {
  const known = state.offsets.get(source);
  if (known) return known;
  const offsets = new Map<number, number>();
  state.offsets.set(source, offsets);
  return offsets;
}
