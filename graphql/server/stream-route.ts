import type { IncomingMessage, ServerResponse } from 'node:http';
import { getOperationAST, Kind, parse } from 'graphql';
import { EntrepotError } from '#errors';
import type { LiveOperation } from '../live/hub.ts';
import { knownCaller } from '../security/caller.ts';
import { authenticate, tokenOf } from './authenticate.ts';
import type { Gateway } from './gateway.ts';
import type { GraphQLRequest } from './graphql-engine.ts';
import { operationOf } from './graphql-route.ts';
import { readJson } from './read-body.ts';

/**
 * /graphql/stream: subscriptions as server-sent events. One operation by GET or POST as the GraphQL over SSE protocol
 * has it (distinct connections), or many on one connection by POST of `{operations: [{id, query, variables}]}`.
 */
export async function openStream(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  address: URL,
): Promise<void> {
  const { limits, services } = gateway;
  const body =
    request.method === 'POST' ? await readJson(request, limits.bodyBytes) : bodyOfQuery(address.searchParams);
  const token = tokenOf(request, address.searchParams);
  const caller = knownCaller(await authenticate(token, services.sessions));
  const lastEventId = request.headers['last-event-id']?.toString();
  const operations = operationsOf(body, lastEventId, limits.operationsPerStream);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  response.socket?.setNoDelay(true);
  gateway.hub.attach(response, operations, caller, async () => {
    const now = token === undefined ? undefined : await services.sessions.callerOf(token);
    return now?.fingerprint === caller.fingerprint;
  });
}

function operationsOf(
  body: Readonly<Record<string, unknown>>,
  lastEventId: string | undefined,
  most: number,
): LiveOperation[] {
  if (!Array.isArray(body.operations)) return [{ ...operationOf(body), lastEventId }];
  if (body.operations.length === 0 || body.operations.length > most) {
    throw new EntrepotError('INPUT_INVALID', `A stream carries 1 to ${most} operations.`, {
      asked: String(body.operations.length),
    });
  }
  return body.operations.map((operation: Record<string, unknown>) => {
    const { id, lastEventId: last } = operation ?? {};
    if (typeof id !== 'string' || !/^[\w.:-]{1,64}$/.test(id)) {
      throw new EntrepotError('INPUT_INVALID', 'Each operation of a stream needs an `id`.', {
        asked: String(id),
        fix: 'Give each a short name of letters and digits of its own.',
      });
    }
    return { ...operationOf(operation), id, ...(typeof last === 'string' ? { lastEventId: last } : {}) };
  });
}

function bodyOfQuery(query: URLSearchParams): Record<string, unknown> {
  const variables = query.get('variables');
  try {
    return {
      query: query.get('query'),
      ...(variables ? { variables: JSON.parse(variables) } : {}),
      operationName: query.get('operationName'),
    };
  } catch (cause) {
    throw new EntrepotError('INPUT_INVALID', '«variables» is not valid JSON.', {
      asked: variables ?? undefined,
      fix: 'Send a JSON object.',
      cause,
    });
  }
}

/** Events of these fields tell of single happenings; of all others the newest replaces those before it. */
const happenings: ReadonlySet<string> = new Set(['resourceChanged']);

/** Whether the newest event of a subscription stands for all before it. */
export function isState({ query, operationName }: GraphQLRequest): boolean {
  try {
    const operation = getOperationAST(parse(query, { noLocation: true, maxTokens: 5_000 }), operationName);
    return !operation?.selectionSet.selections.some(
      (selection) => selection.kind === Kind.FIELD && happenings.has(selection.name.value),
    );
  } catch {
    // Not a document: the engine refuses it in its own words.
    return true;
  }
}
