import { z } from 'zod';
import { EntrepotError } from '#errors';
import { checkMetricQuery, type MetricQuery } from '#models';
import type { EntityFilter } from '../schema/entities/conditions.ts';

/** What /arrow can be asked: figures, or the rows of an exposed model. */
export type ArrowQuestion =
  | { kind: 'metrics'; query: MetricQuery }
  | { kind: 'entity'; entity: string; filter?: EntityFilter | undefined; search?: string | undefined };

const value = z.union([z.string(), z.number(), z.boolean()]);
const entityQuestion = z.strictObject({
  entity: z.string(),
  filter: z
    .record(
      z.string(),
      z.strictObject({
        eq: value.optional(),
        in: z.array(value).optional(),
        gte: value.optional(),
        lt: value.optional(),
        like: z.string().optional(),
        isNull: z.boolean().optional(),
      }),
    )
    .optional(),
  search: z.string().max(200).optional(),
});

/**
 * The question in a body.
 *
 * @example {"metrics": ["net_sales"], "dimensions": ["channel"], "time": {"preset": "last_28_days", "grain": "day"}}
 * @example {"entity": "Order", "filter": {"shopId": {"eq": "shopify_us"}}}
 */
export function arrowQuestionOf(body: Readonly<Record<string, unknown>>): ArrowQuestion {
  if ('entity' in body) {
    const read = entityQuestion.safeParse(body);
    if (!read.success) throw wrong(read.error);
    return { kind: 'entity', ...read.data };
  }
  return { kind: 'metrics', query: checkMetricQuery(body) };
}

function wrong(error: z.ZodError): EntrepotError {
  return new EntrepotError('INPUT_INVALID', `The question is not as expected: ${z.prettifyError(error)}`, {
    fix: 'Send {"entity": "Order", "filter": {"shopId": {"eq": "…"}}}, with fields and operators of the schema.',
  });
}
