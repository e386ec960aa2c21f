import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.ts';
import { Execution } from '../engine/execution.ts';
import type { Job } from '../engine/job.ts';
import type { Slot } from '../engine/slot.ts';
import { type Access, authenticate, type Users } from '../users.ts';
import { chooseEncoding, sendAnswer } from './answer.ts';
import { type BodyBudget, readBody } from './body.ts';
import { contentType } from './formats.ts';
import { readForm } from './multipart.ts';
import { type Plan, planStatement } from './plan.ts';
import { isStatement } from './query-id.ts';
import { refusalOf, statusOf, WarehouseRefusal } from './refusal.ts';
import { addFields, type RequestOptions, readRequest } from './request.ts';
import type { Sessions } from './sessions.ts';
import { readStatement } from './statement.ts';

export type Serving = {
  engine: Engine;
  sessions: Sessions;
  users: Users;
  bodies: BodyBudget;
  /** Query ids of the statements under way. */
  running: Set<string>;
  log: Logger;
};

/** Answers one request of ClickHouse's HTTP protocol. */
export async function serve(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://warehouse');
    if (url.pathname === '/ping' || url.pathname === '/replicas_status') return void response.end('Ok.\n');
    if (url.pathname !== '/') return notFound(response, url.pathname);
    const options = readRequest(url, request.headers);
    const access = authenticate(serving.users, options.user, options.password);
    if (!access) throw wrongPassword(options.user);
    if (request.method === 'GET' && options.query === '') return void response.end('Ok.\n');
    await answer(
      serving,
      request,
      response,
      options,
      request.method === 'GET' && access === 'full' ? 'safe' : access,
    );
  } catch (thrown) {
    refuse(response, thrown);
  }
}

async function answer(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
  options: RequestOptions,
  access: Access | 'safe',
): Promise<void> {
  const statement = readStatement(await statementBytes(serving, request, options), options.settings);
  const queryId = options.queryId ?? randomUUID();
  response.setHeader('X-ClickHouse-Query-Id', queryId);
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  const session =
    options.sessionId === undefined
      ? undefined
      : serving.sessions.enter(options.user, options.sessionId, options.sessionCheck);
  try {
    const plan = planStatement(statement, options, queryId, access, session?.key);
    const pinned = session !== undefined && access === 'full';
    const lane = pinned ? serving.engine.sessions : serving.engine[plan.lane];
    const slot = pinned
      ? await serving.sessions.acquire(session)
      : await lane.acquire(plan.job.connection.key);
    try {
      await runOn(serving, slot, plan, queryId, options, request, response);
    } finally {
      lane.release(slot);
    }
  } finally {
    if (session) serving.sessions.leave(session, options.sessionTimeoutSeconds);
  }
}

/** The slot is the caller's until the engine has finished with the statement, whatever the client does meanwhile. */
async function runOn(
  serving: Serving,
  slot: Slot,
  plan: Plan,
  queryId: string,
  options: RequestOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (response.destroyed) return;
  if (serving.running.has(queryId)) throw alreadyRunning(queryId);
  serving.running.add(queryId);
  const startedAt = performance.now();
  const execution = Execution.start(slot, plan.job);
  const onClose = () => {
    execution.discard();
    if (plan.reads && !execution.over) void endStatement(serving, queryId);
  };
  response.once('close', onClose);
  try {
    response.setHeader('X-ClickHouse-Format', plan.format);
    response.setHeader('Content-Type', contentType(plan.format));
    const encoding = options.compressAnswer ? chooseEncoding(request.headers['accept-encoding']) : undefined;
    await sendAnswer(execution, response, { encoding, startedAt, whole: options.waitEndOfQuery });
  } catch (thrown) {
    throw refusalOf(thrown, plan.added);
  } finally {
    await execution.ended();
    response.off('close', onClose);
    serving.running.delete(queryId);
  }
}

/** Kills what nobody waits for any more. */
async function endStatement(serving: Serving, queryId: string): Promise<void> {
  const lane = serving.engine.control;
  const connection = { key: 'control', start: '', afterwards: 'reuse' } as const;
  const sql = `KILL QUERY WHERE ${isStatement(queryId)} ASYNC`;
  const work = { kind: 'run', sql, format: 'Null' } as const;
  try {
    const slot = await lane.acquire(connection.key);
    const job: Job = { connection, parameters: '', parameterNames: [], work };
    await Execution.start(slot, job).finished.finally(() => lane.release(slot));
  } catch (thrown) {
    serving.log.warn({ err: thrown, queryId }, 'a statement without a client could not be ended');
  }
}

async function statementBytes(
  serving: Serving,
  request: IncomingMessage,
  options: RequestOptions,
): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return readBody(request, options.query, serving.bodies);
  const form = await readForm(await readBody(request, '', serving.bodies), type);
  addFields(options, form.fields);
  return Buffer.from(options.query === '' ? form.query : `${options.query}\n${form.query}`);
}

function refuse(response: ServerResponse, thrown: unknown): void {
  const refusal = refusalOf(thrown);
  if (response.headersSent || response.destroyed) return void response.destroy();
  for (const name of ['Content-Encoding', 'X-ClickHouse-Format']) response.removeHeader(name);
  response.statusCode = statusOf(refusal.code);
  response.setHeader('X-ClickHouse-Exception-Code', refusal.code);
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  if (refusal.code === 202) response.setHeader('Retry-After', '1');
  // The rest of a body that was refused half-way is not worth reading.
  if (!response.req.complete) response.setHeader('Connection', 'close');
  response.end(`${refusal.text}\n`);
}

function notFound(response: ServerResponse, path: string): void {
  response.statusCode = 404;
  response.end(`There is no handle ${path}\n\nUse / or /ping for health checks.\n`);
}

function wrongPassword(user: string): WarehouseRefusal {
  const text = `${user}: Authentication failed: password is incorrect, or there is no user with such name`;
  return new WarehouseRefusal(516, 'AUTHENTICATION_FAILED', text);
}

function alreadyRunning(queryId: string): WarehouseRefusal {
  const text = `Query with id = ${queryId} is already running`;
  return new WarehouseRefusal(216, 'QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING', text);
}
