import type { Warehouse } from '#warehouse';
import type { Definition } from './definition-store.ts';
import type { PartitionState } from './model-state.ts';

/** A table that served before, and all that is needed to let it serve again. */
export type Kept = {
  model: string;
  /** Grows with every table that is kept. */
  generation: number;
  table: string;
  /** Its key map; empty where it has none. */
  keys: string;
  kind: string;
  fingerprint: string;
  asOf: string;
  partitions: readonly (readonly [string, PartitionState])[];
  offsets: readonly (readonly [string, readonly (readonly [number, number])[]])[];
  eventTime: number;
  definition: Definition;
  keptAt: number;
};

/** The tables that are kept, each model's in the order in which they served. */
export class KeptStore {
  readonly #warehouse: Warehouse;
  #kept: Kept[] = [];

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  async load(): Promise<void> {
    const rows = await this.#warehouse.rows<{ kept: string }>(
      'SELECT kept FROM _model_kept FINAL WHERE live ORDER BY model, generation',
    );
    this.#kept = rows.map(({ kept }) => JSON.parse(kept) as Kept);
  }

  all(): readonly Kept[] {
    return this.#kept;
  }

  of(model: string): readonly Kept[] {
    return this.#kept.filter((kept) => kept.model === model);
  }

  /** Writes that a table is kept, or is no more. */
  async save(kept: Kept, live: boolean, sequence: number): Promise<void> {
    const { model, generation } = kept;
    await this.#warehouse.insertRows('_model_kept', [
      {
        ...{ model, generation, sequence, live: live ? 1 : 0 },
        ...{ kept: live ? JSON.stringify(kept) : '', kept_at: new Date(kept.keptAt).toISOString() },
      },
    ]);
    const others = this.#kept.filter((each) => each.model !== model || each.generation !== generation);
    this.#kept = live ? [...others, kept].sort((a, b) => a.generation - b.generation) : others;
  }
}
