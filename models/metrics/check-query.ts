import { z } from 'zod';
import { EntrepotError } from '#errors';
import {
  agoUnits,
  comparisons,
  cumulationUnits,
  currencyModes,
  type FigureFilter,
  type Filter,
  grains,
  type MetricQuery,
  rateKinds,
  rollupUses,
  timePresets,
} from './query.ts';
import { calendarShape } from './time/calendar/calendar-shape.ts';

const text = z.string().max(10_000);

const leaf = z.strictObject({
  dimension: text,
  in: z.array(text).max(10_000).optional(),
  eq: text.optional(),
  like: text.optional(),
  gte: text.optional(),
  lt: text.optional(),
});

const filter: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(filter).max(1_000) }),
    z.strictObject({ or: z.array(filter).max(1_000) }),
    z.strictObject({ not: filter }),
    leaf,
  ]),
) as z.ZodType<Filter>;

const number = z.string().regex(/^-?\d{1,40}(\.\d{1,18})?$/, 'must be a number such as 12 or -0.5');

const figures: z.ZodType<FigureFilter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(figures).max(100) }),
    z.strictObject({ or: z.array(figures).max(100) }),
    z.strictObject({ not: figures }),
    z.strictObject({
      field: text,
      gt: number.optional(),
      gte: number.optional(),
      lt: number.optional(),
      lte: number.optional(),
    }),
  ]),
) as z.ZodType<FigureFilter>;

const cumulation = z.union([
  z.strictObject({ toDate: z.enum(cumulationUnits) }),
  z.strictObject({ trailingDays: z.int().min(2).max(1_100) }),
]);

const shape = z.strictObject({
  metrics: z.array(text).max(100),
  dimensions: z.array(text).max(20).optional(),
  time: z.strictObject({
    from: text.optional(),
    to: text.optional(),
    preset: z.enum(timePresets).optional(),
    grain: z.enum(grains).optional(),
    timeZone: text.optional(),
    campaign: z.strictObject({ event: text, edition: text.optional() }).optional(),
    calendar: calendarShape.optional(),
  }),
  where: filter.optional(),
  compare: z.enum(comparisons).optional(),
  comparisons: z
    .array(
      z.union([
        z.strictObject({ period: z.enum(comparisons) }),
        z.strictObject({
          ago: z.strictObject({ count: z.int().min(1).max(4_000), unit: z.enum(agoUnits) }),
        }),
        z.strictObject({ event: text }),
      ]),
    )
    .max(8)
    .optional(),
  cumulative: z.array(cumulation).max(8).optional(),
  currency: z
    .strictObject({
      mode: z.enum(currencyModes),
      code: text.optional(),
      rate: z.enum(rateKinds).optional(),
    })
    .optional(),
  totals: z.boolean().optional(),
  subtotals: z.array(z.array(text).max(20)).max(20).optional(),
  having: figures.optional(),
  top: z
    .strictObject({
      dimension: text,
      by: text,
      count: z.int().min(1).max(1_000),
      direction: z.enum(['asc', 'desc']).optional(),
      others: z.boolean().optional(),
    })
    .optional(),
  fill: z.boolean().optional(),
  orderBy: z
    .array(z.strictObject({ field: text, direction: z.enum(['asc', 'desc']) }))
    .max(20)
    .optional(),
  limit: z.number().optional(),
  rollups: z.enum(rollupUses).optional(),
});

/** A question as it came from outside, refused unless it has the shape of one. */
export function checkMetricQuery(value: unknown): MetricQuery {
  const read = shape.safeParse(value);
  if (read.success) return read.data as MetricQuery;
  throw new EntrepotError('QUERY_INVALID', `This is no metric question: ${z.prettifyError(read.error)}`, {
    available: Object.keys(shape.shape),
    fix: 'Correct what is named above.',
    cause: read.error,
  });
}
