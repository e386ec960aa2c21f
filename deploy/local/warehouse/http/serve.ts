import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Addon } from '../engine/addon.ts';
import { EngineConnection } from '../engine/connection.ts';
import { authenticate, type Users } from '../users.ts';
import { refusalOf, statusOf, WarehouseRefusal } from './engine-error.ts';
import { readRequest } from './request.ts';
import { readStatement, settingsList } from './statement.ts';

export type Serving = { addon: Addon; path: string; users: Users };

/** Answers one request of ClickHouse's HTTP protocol. */
export async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://warehouse');
  if (url.pathname === '/ping' || url.pathname === '/replicas_status') {
    response.end('Ok.\n');
    return;
  }
  try {
    await answer(serving, request, response, url);
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.statusCode = statusOf(refusal.code);
    response.setHeader('X-ClickHouse-Exception-Code', refusal.code);
    response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
    response.end(`${refusal.text}\n`);
  }
}

async function answer(serving: Serving, request: IncomingMessage, response: ServerResponse, url: URL) {
  const options = readRequest(url, request.headers);
  const access = authenticate(serving.users, options.user, options.password);
  if (!access)
    throw new WarehouseRefusal(516, 'AUTHENTICATION_FAILED', `${options.user}: Authentication failed`);
  const chunks: Buffer[] = options.query === '' ? [] : [Buffer.from(`${options.query}\n`)];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  const statement = readStatement(bytes, options.settings);
  const format = options.defaultFormat ?? 'TabSeparated';
  response.setHeader('X-ClickHouse-Query-Id', options.queryId ?? randomUUID());
  const connection = new EngineConnection(serving.addon, serving.path, {
    access,
    database: options.database,
    settings: statement.kind === 'insert' ? '' : settingsList(options.settings),
  });
  try {
    connection.setParameters(options.parameters);
    if (statement.kind === 'insert') {
      const done = await connection.insert(statement.prefix, statement.body);
      const summary = { written_rows: String(done.rowsWritten), written_bytes: String(done.bytesWritten) };
      response.setHeader(
        'X-ClickHouse-Summary',
        JSON.stringify({ read_rows: '0', read_bytes: '0', ...summary }),
      );
      response.end();
      return;
    }
    response.setHeader('X-ClickHouse-Format', statement.format ?? format);
    if (statement.kind === 'other') {
      response.end(await connection.run(statement.sql, format));
      return;
    }
    for await (const chunk of connection.stream(statement.sql, format)) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await once(response, 'drain');
    }
    response.end();
  } finally {
    connection.close();
  }
}
