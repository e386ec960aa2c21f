import { z } from 'zod';
import { EntrepotError, messageOf } from '#errors';
import { decimal } from '#warehouse';
import { unmapped } from '../../contracts/fields.ts';

/** The vocabulary of source payloads. Numbers arrive as text (see `parsePayload`), so ids and amounts are texts. */

/** An id, whatever JSON type it had. */
export const ident = z.string().min(1);

/** An amount or quantity as the sender wrote it; only an exponent (`1e3`) is written out. */
export const amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, 'is not a decimal number')
  .transform((text) => (/[eE]/.test(text) ? decimal(text).toFixed() : text));

const offsetInstant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** An ISO 8601 instant with its offset, as UTC with milliseconds. An instant without a zone is refused. */
export const instantUtc = z.string().transform((text, context) => {
  const millis = offsetInstant.test(text)
    ? Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
    : Number.NaN;
  if (!Number.isNaN(millis)) return new Date(millis).toISOString();
  context.addIssue({ code: 'custom', message: 'is not an ISO 8601 instant with a zone' });
  return z.NEVER;
});

/** A boolean, also where the source writes it as a word. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false', 'True', 'False'])])
  .transform((value) => value === true || value === 'true' || value === 'True');

/** Absent, null and the empty text are all «not known»; the result is undefined. */
export const known = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());

/** A list that may be absent or null; the result is always a list. */
export const listOf = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((list) => list ?? []);

/** A list of which some documents hold a single member without a list around it (XML), or none. */
export const many = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (value === undefined || value === null || value === '' ? [] : [value].flat()),
    z.array(schema),
  );

/**
 * The payload as the schema describes it; fields the schema does not name are ignored.
 *
 * @throws PAYLOAD_INVALID with the path of the first fault.
 */
export function readAs<T extends z.ZodType>(schema: T, payload: unknown, what: string): z.output<T> {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  const fault = issue?.message ?? messageOf(result.error);
  throw new EntrepotError('PAYLOAD_INVALID', `${what}: ${path ? `«${path}» ` : ''}${fault}.`, {
    asked: path || what,
    fix: 'Compare the payload with the API version this source was written for.',
  });
}

/** The platform's word for a source's state, or «unmapped» where the table does not hold it: kept, counted, told. */
export function statusIn<T extends string>(
  table: Readonly<Record<string, T>>,
  state: string,
): T | 'unmapped' {
  return Object.hasOwn(table, state) ? table[state]! : unmapped;
}

/**
 * What a source's word means here, where a wrong guess would change an amount: its sign, its kind.
 *
 * @throws PAYLOAD_INVALID when the table does not hold the word: a new word must be decided, not guessed.
 */
export function wordIn<T>(table: Readonly<Record<string, T>>, word: string, what: string): T {
  if (Object.hasOwn(table, word)) return table[word] as T;
  throw new EntrepotError('PAYLOAD_INVALID', `${what} «${word}» is not known.`, {
    asked: word,
    available: Object.keys(table),
    fix: "Add the word to the source's table.",
  });
}
