import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { EntrepotError, type ErrorCode, errorCodes } from '#errors';

/** Refusals of the warehouse carry SQL and engine internals: only the data role may read them. */
const internalCodes: ReadonlySet<ErrorCode> = new Set([
  'INTERNAL',
  'WAREHOUSE_REFUSED',
  'MODEL_INVALID',
  'VALUE_INVALID',
]);

/** What a caller is told about a failure. */
export type PublicError = {
  message: string;
  code: ErrorCode;
  fix?: string | undefined;
  available?: readonly string[] | undefined;
  asked?: string | undefined;
  /** Finds the failure in the log. */
  incident?: string | undefined;
};

/** Tells what is the caller's business and logs the rest under an incident number. */
export function publicError(thrown: unknown, log: Logger): PublicError {
  if (thrown instanceof EntrepotError && !internalCodes.has(thrown.code)) {
    const { message, code, fix, available, asked } = thrown;
    if (code === 'WAREHOUSE_UNREACHABLE') {
      log.error({ err: thrown }, 'the warehouse does not answer');
      return { message: 'The warehouse does not answer.', code, fix: 'Try again in a moment.' };
    }
    return { message, code, fix, available, asked };
  }
  const incident = randomUUID();
  log.error({ err: thrown, incident }, 'a request failed');
  return {
    message: 'The platform could not answer this.',
    code: thrown instanceof EntrepotError ? thrown.code : 'INTERNAL',
    fix: `Tell whoever runs the platform the incident ${incident}.`,
    incident,
  };
}

/** The same as an entry of `errors[]`. GraphQL's own complaints about a document keep their words. */
export function publicGraphQLError(thrown: unknown, log: Logger): GraphQLError {
  const located = thrown instanceof GraphQLError ? thrown : undefined;
  const original = located ? located.originalError : thrown;
  if (located && (original === undefined || original === null || original instanceof GraphQLError)) {
    const given = String(located.extensions.code);
    const code: ErrorCode = given in errorCodes ? (given as ErrorCode) : 'INPUT_INVALID';
    return withDetail(located, located.message, { ...located.extensions, code });
  }
  const { message, ...extensions } = publicError(original, log);
  return withDetail(located, message, extensions);
}

function withDetail(
  located: GraphQLError | undefined,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError {
  const { http: _transport, ...told } = extensions;
  return new GraphQLError(message, {
    ...(located?.nodes ? { nodes: located.nodes } : {}),
    ...(located?.source ? { source: located.source } : {}),
    ...(located?.positions ? { positions: located.positions } : {}),
    ...(located?.path ? { path: located.path } : {}),
    extensions: Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
  });
}
