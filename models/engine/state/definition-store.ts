import type { Warehouse } from '#warehouse';

/** A model's text, as it can be read again without its file. */
export type Definition = {
  file: string;
  text: string;
  /** Upstreams and the columns by which it follows their changes. */
  follows: readonly (readonly [upstream: string, columns: readonly string[]])[];
};

/** What a text is to its model. */
export type Role =
  /** The table that serves was built from it. */
  | 'served'
  /** It was applied; where models follow their files nobody asks for it. An empty text: the model is no more. */
  | 'wanted'
  /** It is not built until it changes: it failed, or was rolled back. */
  | 'refused';

export type Definitions = { [role in Role]?: Definition & { error: string } };

type Row = { model: string; role: Role; file: string; text: string; follows: string; error: string };

/** The texts of models that the warehouse keeps. */
export class DefinitionStore {
  readonly #warehouse: Warehouse;
  readonly #known = new Map<string, Definitions>();

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  of(model: string): Definitions {
    return this.#known.get(model) ?? {};
  }

  *served(): Generator<Definition> {
    for (const { served } of this.#known.values()) if (served) yield served;
  }

  models(): Iterable<string> {
    return this.#known.keys();
  }

  async load(): Promise<void> {
    const rows = await this.#warehouse.rows<Row>(
      'SELECT model, role, file, text, follows, error FROM _model_definitions FINAL',
    );
    this.#known.clear();
    for (const { model, role, follows, ...rest } of rows) {
      this.#take(model, role, { ...rest, follows: JSON.parse(follows) as Definition['follows'] });
    }
  }

  /** Changes whenever somebody else decides which texts are to be built. */
  async signature(): Promise<string> {
    const [row] = await this.#warehouse.rows<{ last: string }>(
      `SELECT toString(max(sequence)) AS last FROM _model_definitions WHERE role != 'served'`,
    );
    return row?.last ?? '';
  }

  async save(model: string, role: Role, definition: Definition, error = ''): Promise<void> {
    const { file, text, follows } = definition;
    const row = { model, role, file, text, follows: JSON.stringify(follows), error };
    await this.#warehouse.insertRows('_model_definitions', [row]);
    this.#take(model, role, { file, text, follows, error });
  }

  #take(model: string, role: Role, definition: Definition & { error: string }): void {
    this.#known.set(model, { ...this.#known.get(model), [role]: definition });
  }
}
