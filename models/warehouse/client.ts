import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { EntrepotError } from '#errors';

export type Settings = Record<string, string | number>;
export type Parameters = Record<string, unknown>;

export type WarehouseOptions = {
  /** Base address, e.g. `http://127.0.0.1:4623`. */
  url: string;
  user: string;
  password: string;
  database: string;
  /** Shown in the warehouse's query log. */
  application?: string;
  /** Settings of every statement. */
  settings?: Settings;
  requestTimeoutMs?: number;
  maxConnections?: number;
};

export type StatementOptions = {
  settings?: Settings;
  queryId?: string;
  signal?: AbortSignal;
};

export type InsertBytes = StatementOptions & {
  table: string;
  columns?: readonly string[];
  format: string;
  body: Uint8Array | Readable;
};

/**
 * The warehouse as every part of the platform sees it. Rows come back as plain objects in which decimals and 64-bit
 * integers are text, so that nothing is rounded on the way.
 */
export type Warehouse = {
  readonly database: string;
  rows<Row>(sql: string, parameters?: Parameters, options?: StatementOptions): Promise<Row[]>;
  /** The answer's bytes in the statement's own FORMAT (or `format`), as they arrive. */
  stream(sql: string, format: string, parameters?: Parameters, options?: StatementOptions): Promise<Readable>;
  command(sql: string, parameters?: Parameters, options?: StatementOptions): Promise<void>;
  insertBytes(insert: InsertBytes): Promise<void>;
  /** A few rows as objects; bulk goes through `insertBytes`. */
  insertRows(
    table: string,
    rows: readonly Record<string, unknown>[],
    options?: StatementOptions,
  ): Promise<void>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
};

/**
 * Settings whose defaults changed between ClickHouse versions, pinned so that the same statement means the same
 * everywhere, and those that keep numbers exact on the way to JavaScript.
 */
const pinnedSettings: Settings = {
  async_insert: 0,
  date_time_input_format: 'best_effort',
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  date_time_output_format: 'iso',
};

/** Connects to a warehouse that speaks ClickHouse's HTTP protocol. */
export function connectWarehouse(options: WarehouseOptions): Warehouse {
  const client = createClient({
    url: options.url,
    username: options.user,
    password: options.password,
    database: options.database,
    application: options.application ?? 'entrepot',
    request_timeout: options.requestTimeoutMs ?? 120_000,
    // Whatever fails is thrown; the client would print it to the console as well, past the log.
    log: { level: ClickHouseLogLevel.OFF },
    max_open_connections: options.maxConnections ?? 16,
    clickhouse_settings: { ...pinnedSettings, ...options.settings },
  });
  return {
    database: options.database,
    rows: async <Row>(sql: string, parameters?: Parameters, statement?: StatementOptions) => {
      const result = await refused(sql, () =>
        client.query({
          query: sql,
          format: 'JSONEachRow',
          query_params: parameters,
          ...forClient(statement),
        }),
      );
      return refused(sql, () => result.json<Row>());
    },
    stream: (sql, format, parameters, statement) => openStream(client, sql, format, parameters, statement),
    command: async (sql, parameters, statement) => {
      await refused(sql, () =>
        client.command({ query: sql, query_params: parameters, ...forClient(statement) }),
      );
    },
    insertBytes: (insert) => insertBytes(client, insert),
    insertRows: async (table, rows, statement) => {
      if (rows.length === 0) return;
      await refused(`INSERT INTO ${table}`, () =>
        client.insert({ table, values: rows, format: 'JSONEachRow', ...forClient(statement) }),
      );
    },
    ping: async () => (await client.ping()).success,
    close: () => client.close(),
  };
}

async function openStream(
  client: ClickHouseClient,
  sql: string,
  format: string,
  parameters?: Parameters,
  statement?: StatementOptions,
): Promise<Readable> {
  const result = await refused(sql, () =>
    client.exec({ query: `${sql}\nFORMAT ${format}`, query_params: parameters, ...forClient(statement) }),
  );
  return result.stream as Readable;
}

async function insertBytes(client: ClickHouseClient, insert: InsertBytes): Promise<void> {
  const columns = insert.columns === undefined ? '' : ` (${insert.columns.join(', ')})`;
  const query = `INSERT INTO ${insert.table}${columns} FORMAT ${insert.format}`;
  const values =
    insert.body instanceof Readable ? insert.body : Readable.from([insert.body], { objectMode: false });
  const result = await refused(query, () => client.exec({ query, values, ...forClient(insert) }));
  // An answer that nobody reads keeps its socket busy for ever.
  for await (const _chunk of result.stream as Readable);
}

function forClient(statement: StatementOptions = {}) {
  return {
    ...(statement.settings ? { clickhouse_settings: statement.settings } : {}),
    ...(statement.queryId ? { query_id: statement.queryId } : {}),
    ...(statement.signal ? { abort_signal: statement.signal } : {}),
  };
}

/** ClickHouse's own refusals keep their number in `cause.code`; everything else means it was not reached. */
async function refused<T>(sql: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    const asked = sql.length > 2_000 ? `${sql.slice(0, 2_000)}…` : sql;
    if (cause instanceof ClickHouseError) {
      throw new EntrepotError('WAREHOUSE_REFUSED', `The warehouse refused: ${cause.message}`, {
        asked,
        cause,
      });
    }
    throw new EntrepotError(
      'WAREHOUSE_UNREACHABLE',
      `The warehouse did not answer: ${(cause as Error).message}`,
      {
        asked,
        fix: 'Start the warehouse, or look at its log; the statement may or may not have been carried out.',
        cause,
      },
    );
  }
}

/** ClickHouse's error number behind a refusal, e.g. 159 for a timeout; undefined when it never answered. */
export function refusalCode(thrown: unknown): number | undefined {
  const cause = thrown instanceof EntrepotError ? thrown.cause : thrown;
  return cause instanceof ClickHouseError ? Number(cause.code) : undefined;
}
