import { z } from 'zod';
import { EntrepotError } from '#errors';
import {
  comparisons,
  currencyModes,
  type Filter,
  grains,
  type MetricQuery,
  rateKinds,
  timePresets,
} from '#models';
import type { EntityFilter } from '../schema/entities/conditions.ts';

/** What /arrow can be asked: figures, or the rows of an exposed model. */
export type ArrowQuestion =
  | { kind: 'metrics'; query: MetricQuery }
  | { kind: 'entity'; entity: string; filter?: EntityFilter | undefined; search?: string | undefined };

const filter: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(filter) }),
    z.strictObject({ or: z.array(filter) }),
    z.strictObject({ not: filter }),
    z.strictObject({
      dimension: z.string(),
      in: z.array(z.string()).optional(),
      eq: z.string().optional(),
      like: z.string().optional(),
      gte: z.string().optional(),
      lt: z.string().optional(),
    }),
  ]),
) as z.ZodType<Filter>;

const metricQuestion = z.strictObject({
  metrics: z.array(z.string()).min(1).max(50),
  dimensions: z.array(z.string()).max(20).optional(),
  time: z.strictObject({
    from: z.string().optional(),
    to: z.string().optional(),
    preset: z.enum(timePresets).optional(),
    grain: z.enum(grains).optional(),
    timeZone: z.string().optional(),
  }),
  where: filter.optional(),
  compare: z.enum(comparisons).optional(),
  currency: z
    .strictObject({
      mode: z.enum(currencyModes),
      code: z.string().optional(),
      rate: z.enum(rateKinds).optional(),
    })
    .optional(),
  orderBy: z.array(z.strictObject({ field: z.string(), direction: z.enum(['asc', 'desc']) })).optional(),
  limit: z.int().optional(),
});

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
  const read = metricQuestion.safeParse(body);
  if (!read.success) throw wrong(read.error);
  return { kind: 'metrics', query: read.data as MetricQuery };
}

function wrong(error: z.ZodError): EntrepotError {
  return new EntrepotError('INPUT_INVALID', `The question is not as expected: ${z.prettifyError(error)}`, {
    available: ['{metrics, dimensions?, time, where?, …}', '{entity, filter?, search?}'],
    fix: 'Send a metric question as GraphQL has it, with words in lower case, or the name of an exposed type.',
  });
}
