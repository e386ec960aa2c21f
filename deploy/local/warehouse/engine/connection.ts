import { identifier, stringLiteral } from '#warehouse';
import type { Addon, NativeConnection } from './addon.ts';

/** What a connection is before its first statement. It never changes afterwards: another need takes another one. */
export type ConnectionState = {
  access: 'full' | 'read';
  database: string;
  /** `name = 'value', …`, empty for none. */
  settings: string;
};

export type InsertSummary = { rowsWritten: number; bytesWritten: number };

/** One engine connection, for one statement at a time. */
export class EngineConnection {
  readonly key: string;
  readonly #addon: Addon;
  readonly #native: NativeConnection;
  #closed = false;

  constructor(addon: Addon, path: string, state: ConnectionState) {
    this.key = stateKey(state);
    this.#addon = addon;
    this.#native = addon.CreateConnection(path);
    try {
      const start = startStatements(state);
      if (start !== '') addon.QueryWithConnection(this.#native, start, 'Null');
    } catch (thrown) {
      this.close();
      throw thrown;
    }
  }

  setParameters(parameters: Readonly<Record<string, string>>): void {
    const list = Object.entries(parameters).map(([name, value]) => `param_${name} = ${stringLiteral(value)}`);
    if (list.length > 0) this.#addon.QueryWithConnection(this.#native, `SET ${list.join(', ')}`, 'Null');
  }

  /** Runs a statement off the event loop and collects what it answers. */
  async run(sql: string, format: string): Promise<Buffer> {
    return (await this.#addon.QueryAsyncConnection(this.#native, sql, format)).bytes;
  }

  insert(prefix: string, body: Buffer): Promise<InsertSummary> {
    return this.#addon.InsertRawAsyncConnection(this.#native, prefix, body, false);
  }

  /** A SELECT's answer, block by block as it is asked for. */
  async *stream(sql: string, format: string): AsyncGenerator<Buffer> {
    const stream = this.#addon.StreamQuery(this.#native, sql, format);
    let fetching: Promise<unknown> | undefined;
    try {
      for (;;) {
        const next = this.#addon.StreamFetch(stream);
        fetching = next;
        const chunk = await next;
        fetching = undefined;
        if (chunk.done) return;
        yield chunk.bytes;
      }
    } finally {
      await fetching?.catch(() => undefined);
      this.#addon.StreamCancel(stream);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#addon.CloseConnection(this.#native);
  }
}

export function stateKey(state: ConnectionState): string {
  return `${state.access}\0${state.database}\0${state.settings}`;
}

/** `readonly = 1` comes last: nothing can be set after it, and it cannot be lifted. */
function startStatements(state: ConnectionState): string {
  const settings = [state.settings, state.access === 'read' ? 'readonly = 1' : ''].filter(Boolean).join(', ');
  const parts = [state.database === 'default' ? '' : `USE ${identifier(state.database)}`];
  if (settings) parts.push(`SET ${settings}`);
  return parts.filter(Boolean).join('; ');
}
