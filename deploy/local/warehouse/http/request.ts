import type { IncomingHttpHeaders } from 'node:http';
import { WarehouseRefusal } from './refusal.ts';

/** Everything a request says beside its body. */
export type RequestOptions = {
  user: string;
  password: string;
  /** Undefined means the session's own, or `default`. */
  database: string | undefined;
  query: string;
  queryId: string | undefined;
  sessionId: string | undefined;
  sessionTimeoutSeconds: number;
  sessionCheck: boolean;
  defaultFormat: string | undefined;
  waitEndOfQuery: boolean;
  compressAnswer: boolean;
  parameters: Record<string, string>;
  settings: Record<string, string>;
};

/** Names a server's HTTP layer takes for itself; the engine behind ours does not know them all. */
const ownNames = new Set([
  'query',
  'database',
  'user',
  'password',
  'quota_key',
  'query_id',
  'session_id',
  'session_timeout',
  'session_check',
  'default_format',
  'wait_end_of_query',
  'buffer_size',
  'compress',
  'decompress',
  'stacktrace',
  'role',
  'close_session',
  'client_protocol_version',
  'enable_http_compression',
  'http_zlib_compression_level',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'http_wait_end_of_query',
  'http_response_buffer_size',
  'http_write_exception_in_output_format',
  'cancel_http_readonly_queries_on_client_close',
]);

/** Reads address and headers of a request the way ClickHouse does. */
export function readRequest(url: URL, headers: IncomingHttpHeaders): RequestOptions {
  const from = url.searchParams;
  const parameters: Record<string, string> = {};
  const settings: Record<string, string> = {};
  sort(from, parameters, settings);
  const header = (name: string) => headers[name] as string | undefined;
  const basic = basicAuth(headers.authorization);
  return {
    user: header('x-clickhouse-user') ?? basic?.user ?? from.get('user') ?? 'default',
    password: header('x-clickhouse-key') ?? basic?.password ?? from.get('password') ?? '',
    database: header('x-clickhouse-database') || from.get('database') || undefined,
    query: from.get('query') ?? '',
    queryId: from.get('query_id') || undefined,
    sessionId: from.get('session_id') || undefined,
    sessionTimeoutSeconds: Number(from.get('session_timeout') ?? 60),
    sessionCheck: from.get('session_check') === '1',
    defaultFormat: header('x-clickhouse-format') ?? from.get('default_format') ?? undefined,
    waitEndOfQuery: from.get('wait_end_of_query') === '1' || from.get('http_wait_end_of_query') === '1',
    compressAnswer: from.get('enable_http_compression') === '1',
    parameters,
    settings,
  };
}

/** Takes over parameters and settings that came as fields of a form. */
export function addFields(options: RequestOptions, fields: Iterable<[string, string]>): void {
  sort(fields, options.parameters, options.settings);
}

function sort(
  pairs: Iterable<[string, string]>,
  parameters: Record<string, string>,
  settings: Record<string, string>,
): void {
  for (const [name, value] of pairs) {
    if (name.startsWith('param_')) parameters[parameterName(name.slice(6))] = value;
    else if (!ownNames.has(name)) settings[settingName(name)] = value;
  }
}

function parameterName(name: string): string {
  if (/^\w+$/.test(name)) return name;
  throw new WarehouseRefusal(36, 'BAD_ARGUMENTS', `Query parameter '${name}' has an invalid name`);
}

function settingName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw new WarehouseRefusal(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`);
}

function basicAuth(authorization: string | undefined): { user: string; password: string } | undefined {
  if (!authorization?.startsWith('Basic ')) return undefined;
  const text = Buffer.from(authorization.slice(6), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
