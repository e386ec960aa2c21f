import { randomUUID } from 'node:crypto';
import type { Warehouse } from '#warehouse';

/** What an operator wants of whoever builds the models. */
export type ModelRequest = {
  what: 'apply' | 'rollback' | 'restate' | 'remove';
  model: string;
  /** First and last day; none where all are meant. */
  days: readonly [string, string] | readonly [];
};

export type RequestState = { state: 'asked' | 'done' | 'failed'; answer: string };

/** Requests to the builder that runs, wherever that is: asked and answered by way of the warehouse. */
export class RequestStore {
  readonly #warehouse: Warehouse;

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  async ask(request: ModelRequest): Promise<string> {
    const id = randomUUID();
    await this.#write(id, request, { state: 'asked', answer: '' });
    return id;
  }

  /** Those that nobody has answered yet, oldest first. */
  async open(): Promise<(ModelRequest & { id: string })[]> {
    const rows = await this.#warehouse.rows<ModelRequest & { id: string }>(
      `SELECT toString(id) AS id, what, model, arrayMap(day -> toString(day), days) AS days FROM _model_requests FINAL
       WHERE state = 'asked' ORDER BY asked_at`,
    );
    return rows;
  }

  answer(id: string, request: ModelRequest, state: RequestState): Promise<void> {
    return this.#write(id, request, state);
  }

  async stateOf(id: string): Promise<RequestState> {
    const [row] = await this.#warehouse.rows<RequestState>(
      'SELECT state, answer FROM _model_requests FINAL WHERE id = {id:UUID}',
      { id },
    );
    return row ?? { state: 'failed', answer: 'The request is not known any more.' };
  }

  #write(id: string, { what, model, days }: ModelRequest, { state, answer }: RequestState): Promise<void> {
    return this.#warehouse.insertRows('_model_requests', [{ id, what, model, days, state, answer }]);
  }
}
