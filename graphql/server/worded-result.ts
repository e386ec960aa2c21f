import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from '../security/caller.ts';
import { publicGraphQLError } from '../security/public-error.ts';

/** A result whose errors say what the caller may know. */
export function worded(result: ExecutionResult, caller: Caller | undefined, log: Logger): ExecutionResult {
  if (!result.errors) return 'data' in result ? { data: result.data } : {};
  const errors = result.errors.map((error) => withoutGuessing(publicGraphQLError(error, log), caller));
  return { ...('data' in result ? { data: result.data } : {}), errors };
}

/** Suggestions of names would tell strangers what the schema holds. */
function withoutGuessing(error: GraphQLError, caller: Caller | undefined): GraphQLError {
  if (!caller) error.message = error.message.replace(/ ?Did you mean [^?]*\?/, '');
  return error;
}
