import type { ServerResponse } from 'node:http';
import { EntrepotError } from '#errors';

/**
 * The signal that ends a request's work when its client has gone or its time is up. Made only when something asks for
 * it: an AbortController per request would cost a trivial query a tenth of its time.
 */
export function lifetimeOf(response: ServerResponse, limitMs: number): { signal(): AbortSignal } {
  let signal: AbortSignal | undefined;
  const create = (): AbortSignal => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort(
        new EntrepotError('TIMEOUT', `The answer took longer than ${limitMs / 1_000} s.`, {
          fix: 'Ask for a shorter time range, fewer dimensions or fewer rows.',
        }),
      );
    }, limitMs);
    response.on('close', () => {
      clearTimeout(timer);
      if (!response.writableFinished) controller.abort(new EntrepotError('TIMEOUT', 'The client has gone.'));
    });
    return controller.signal;
  };
  return {
    signal: () => {
      signal ??= create();
      return signal;
    },
  };
}
