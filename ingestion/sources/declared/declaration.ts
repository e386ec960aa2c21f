import { z } from 'zod';
import { schemeNames } from '../webhooks/index.ts';

/** Fields of an event by name: an expression, a nested object, or a list of objects with `each`. */
export type Fields = { [name: string]: string | Fields };
const fields: z.ZodType<Fields> = z.record(
  z.string(),
  z.union([z.string(), z.number().transform(String), z.lazy(() => fields)]),
);

const declaredEvent = z.strictObject({
  /** Contract, e.g. `trade.order`; its newest version unless said otherwise (`trade.order.v1`). */
  to: z.string(),
  /** The records in the payload; the payload itself where absent. Several: lists within the elements of the one before. */
  each: z.union([z.string().transform((each) => [each]), z.array(z.string()).min(1)]).optional(),
  /** Only records for which this gives something that is not false. */
  where: z.string().optional(),
  /** Records for which this gives something go to quarantine with the reason given, and the others are mapped. Once per object. */
  aside: z.strictObject({ when: z.string(), why: z.string() }).optional(),
  /** One event per column that this word table names and that is not zero: `column` is its name, `word` its entry, `value` what it holds (turned round where the entry starts with a minus). */
  unpivot: z.string().optional(),
  /** Where in the record these columns lie, if not in itself. */
  columns: z.string().optional(),
  /** Where in a column its value lies, if it holds more than that. */
  value_at: z.string().optional(),
  /** The sum of the columns; what they leave unexplained is one more event, of the column `rest`. */
  adds_up_to: z.string().optional(),
  /** Which shop it is of, where the account of the raw record does not say. */
  account: z.string().optional(),
  marketplace: z.string().optional(),
  /** Currency of the amounts that are written as one expression. */
  currency: z.string().optional(),
  /** When it happened. */
  time: z.string(),
  /** Orders the versions of the entity; the time in milliseconds where absent. */
  version: z.string().optional(),
  /** The entity is gone where this gives something that is not false. */
  delete: z.string().optional(),
  fields,
  /** What the contract has no field for and is worth keeping. */
  extra: z.record(z.string(), z.string()).optional(),
});

/** How an object is recognised, and other names under which the same comes. */
const known = { when: z.string().optional(), also: z.array(z.string()).default([]) };

const declaredObject = z.union([
  z.strictObject({ ...known, ignored: z.string() }),
  z.strictObject({ ...known, events: z.array(declaredEvent).min(1) }),
  declaredEvent.extend(known),
]);

/** How webhooks are signed and labelled. Templates: `{body}`, `{body.a.b}`, `{header:name}`, `{part:name}`, `{key}`. */
const declaredWebhook = z.strictObject({
  /** The header with the HMAC-SHA256. */
  signature: z.string().min(1),
  /** The part of a signature written as `ts=…,v1=…`. */
  part: z.string().optional(),
  /** What stands before it, such as `sha256=`. */
  prefix: z.string().default(''),
  encoding: z.enum(['hex', 'base64']).default('hex'),
  /** What is signed. */
  over: z.string().default('{body}'),
  object: z.string().optional(),
  account: z.string().optional(),
  /** The SHA-256 of the body where absent. */
  id: z.string().optional(),
  /** When it was sent: ISO 8601, or seconds or milliseconds since 1970. */
  sent: z.string().optional(),
});

/** A source declared in YAML. */
export const declaration = z.strictObject({
  source: z.string().regex(/^[a-z][a-z0-9_]{1,40}$/),
  /** Channel code, for systems that sell. */
  channel: z.string().optional(),
  webhook: z.union([declaredWebhook, z.strictObject({ scheme: z.enum(schemeNames) })]).optional(),
  objects: z.record(z.string().min(1), declaredObject),
  words: z.record(z.string(), z.record(z.string(), z.coerce.string())).default({}),
});

export type Declaration = z.output<typeof declaration>;
export type DeclaredEvent = z.output<typeof declaredEvent>;
export type DeclaredObject = z.output<typeof declaredObject>;
export type DeclaredWebhook = z.output<typeof declaredWebhook>;
