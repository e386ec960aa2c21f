import type { IncomingMessage } from 'node:http';
import { EntrepotError } from '#errors';
import { languageOf } from '../client/i18n.ts';
import type { Caller } from '../security/caller.ts';
import type { Sessions } from '../security/sessions.ts';

/** The token of a request, if it has one. `?token=` is for event sources, which cannot send headers. */
export function tokenOf(request: IncomingMessage, query?: URLSearchParams): string | undefined {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const [scheme, token] = header.split(' ');
    return scheme?.toLowerCase() === 'bearer' ? token : undefined;
  }
  return query?.get('token') ?? undefined;
}

/** Who asks: undefined without a token, refused with one that is not good. */
export async function authenticate(
  token: string | undefined,
  sessions: Sessions,
): Promise<Caller | undefined> {
  if (token === undefined) return undefined;
  const caller = await sessions.callerOf(token);
  if (caller) return caller;
  throw new EntrepotError('UNAUTHENTICATED', 'This session has ended.', { fix: 'Log in again.' });
}

/** Language of labels and of the viewer: what the request asks for. */
export function requestLanguage(request: IncomingMessage): string {
  return languageOf(request.headers['accept-language']);
}
