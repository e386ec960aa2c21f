import { parseDocument } from 'yaml';
import { z } from 'zod';
import { EntrepotError } from '#errors';
import { parseExpression } from '../../sources/declared/expression.ts';

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time such as `90s`, `5m`, `1h`, `1d`; in milliseconds. */
const duration = z
  .string()
  .regex(/^[1-9]\d{0,4}[smhd]$/, 'is not a length of time such as 90s, 5m, 1h or 1d')
  .transform((text) => Number(text.slice(0, -1)) * units[text.at(-1) as keyof typeof units]);

const path = z.string().refine((text) => parses(text), 'is not a path such as data.orders');
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const form = z.record(z.string().min(1), scalar);

/** What brings the next page: a Link header, a token or address in the reply, or the number of the page. */
const paging = z.union([
  z.literal('link'),
  z.strictObject({ token: path, as: z.string().min(1) }),
  z.strictObject({ url: path }),
  z.strictObject({ page: z.string().min(1), from: z.int().min(0).default(1) }),
]);

const plan = z.strictObject({
  poll: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/, 'is not a name in small letters, digits and _'),
  /** The source whose records come; what they are and whose, where their content does not say. */
  source: z.string().min(1),
  object: z.string().min(1).optional(),
  account: z.string().min(1).optional(),
  every: duration,
  url: z.url().refine(isSafe, 'must be https: headers and queries carry secrets'),
  headers: form.default({}),
  /** `{since}` stands for the newest mark seen; a parameter that needs it is left out until there is one. */
  query: form.default({}),
  /** Sent as a form (`form`) or as JSON (`json`) by POST. */
  form: form.optional(),
  json: z.json().optional(),
  format: z.enum(['json', 'jsonl', 'csv', 'tsv', 'xml']).default('json'),
  /** The list of records within a JSON reply; the whole reply is one record where absent. */
  records: path.optional(),
  next: paging.optional(),
  since: z.strictObject({ path, first: scalar.optional(), overlap: duration.default(0) }).optional(),
  /** A bearer token fetched by OAuth 2, kept until it ends. */
  token: z
    .strictObject({ url: z.url().refine(isSafe, 'must be https'), headers: form.default({}), form })
    .optional(),
  /** Requests per second at most. */
  rate: z.number().positive().max(1_000).default(2),
  timeout: duration.default(60_000),
});

/** What is fetched, how often, and how pages and rounds follow each other. */
export type PollPlan = z.output<typeof plan>;

/**
 * The plan that a YAML text describes.
 *
 * @throws CONFIG_INVALID with every fault and its place.
 */
export function readPlan(text: string, file: string): PollPlan {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) throw invalid(file, broken.message);
  const result = plan.safeParse(document.toJS());
  if (result.success) return result.data;
  throw invalid(
    file,
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}

function parses(text: string): boolean {
  try {
    const { kind } = parseExpression(text);
    return kind === 'path';
  } catch {
    return false; // whoever asked says what a path looks like
  }
}

function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.|\[::1\])/.test(hostname));
}

function invalid(file: string, why: string): EntrepotError {
  return new EntrepotError('CONFIG_INVALID', `${file} describes no poll.\n${why}`, {
    asked: file,
    fix: 'Compare it with the example in ingestion/doors/poll/README.md.',
  });
}
