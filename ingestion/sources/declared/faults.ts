import { EntrepotError, nearest } from '#errors';

/** A name that the declaration uses and nothing has. */
export const unknown = (what: string, name: string, available: readonly string[]) =>
  new EntrepotError('SOURCE_INVALID', `there is no ${what} «${name}»`, {
    asked: name,
    available: nearest(name, available),
    fix: `Did you mean ${nearest(name, available).slice(0, 3).join(', ')}?`,
  });

/** A value that every event needs, and a record has not. */
export const absent = (source: string, what: string) =>
  new EntrepotError('PAYLOAD_INVALID', `The record has no ${what}: «${source}» leads nowhere.`, {
    asked: source,
    fix: 'Give an alternative after ??, or leave such records out with «where».',
  });

/** What to do about an error, in brackets, where it says so. */
export function fixOf(error: unknown): string {
  return error instanceof EntrepotError && error.fix ? ` (${error.fix})` : '';
}
