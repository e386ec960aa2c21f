import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { EntrepotError } from '#errors';
import { authenticate, requestLanguage, tokenOf } from './authenticate.ts';
import type { Gateway } from './gateway.ts';
import type { GraphQLRequest } from './graphql-engine.ts';
import { lifetimeOf } from './lifetime.ts';
import { readJson } from './read-body.ts';
import { sendJson } from './respond.ts';
import { worded } from './worded-result.ts';

/** POST /graphql: one query or mutation. */
export async function answerGraphQL(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { limits, services } = gateway;
  const operation = operationOf(await readJson(request, limits.bodyBytes));
  const caller = await authenticate(tokenOf(request), services.sessions);
  const lifetime = lifetimeOf(response, limits.requestMs);
  const answer = await gateway.engine().run(operation, {
    caller,
    language: requestLanguage(request),
    get signal() {
      return lifetime.signal();
    },
  });
  if (Symbol.asyncIterator in answer) {
    throw new EntrepotError('INPUT_INVALID', 'Subscriptions are streams of events.', {
      fix: 'POST the operation to /graphql/stream.',
    });
  }
  const result = worded(answer, caller, services.log);
  sendJson(response, statusOfResult(result), result);
}

/** A refused document is a bad request; a field that failed is part of an answer. */
function statusOfResult({ data, errors }: ExecutionResult): number {
  if (errors?.some(({ extensions }) => extensions.code === 'RATE_LIMITED')) return 429;
  return data === undefined && errors ? 400 : 200;
}

/** The operation in a body, checked field by field. */
export function operationOf(body: Readonly<Record<string, unknown>>): GraphQLRequest {
  const { query, variables, operationName } = body;
  const wrong =
    (typeof query !== 'string' && 'query') ||
    (!isObjectOrAbsent(variables) && 'variables') ||
    (operationName !== undefined &&
      operationName !== null &&
      typeof operationName !== 'string' &&
      'operationName');
  if (wrong) {
    throw new EntrepotError(
      'INPUT_INVALID',
      `The member «${wrong}» of the request is missing or of a wrong type.`,
      {
        asked: wrong,
        fix: 'Send {"query": "…", "variables": {…}, "operationName": "…"}; only `query` is required.',
      },
    );
  }
  return {
    query: query as string,
    ...(variables ? { variables: variables as Record<string, unknown> } : {}),
    ...(operationName ? { operationName: operationName as string } : {}),
  };
}

function isObjectOrAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}
