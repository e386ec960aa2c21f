import { z } from 'zod';

/** Of the files of a model version; a reader refuses any other. */
export const signatureSchema = 1;

const feature = z.discriminatedUnion('dtype', [
  z.object({
    name: z.string().regex(/^[a-z_][a-z0-9_]*$/),
    dtype: z.literal('float32'),
    /** Whether the model knows what to do where the value is not known. */
    nullable: z.boolean(),
  }),
  z.object({
    name: z.string().regex(/^[a-z_][a-z0-9_]*$/),
    dtype: z.literal('category'),
    nullable: z.literal(false),
    /** The model is given the place of the value in this list. */
    categories: z.array(z.string()).min(1),
  }),
]);

const outputName = z.enum(['mean', 'p10', 'p50', 'p90']);

/** What a model promises: `model.json` beside its graph. */
export const signatureShape = z.object({
  schema: z.literal(signatureSchema),
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  /** Of model.onnx. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  task: z.enum(['demand', 'ad_response']),
  grain: z.array(z.string()).min(1),
  /** The SQL model that gives the features. */
  featureModel: z.string().regex(/^[a-z][a-z0-9_]*$/),
  /** In the order of the graph's columns. */
  features: z.array(feature).min(1),
  /** Names of the graph's input [rows, features] and output [rows, outputs], both float32. */
  input: z.string(),
  output: z.string(),
  outputs: z.array(outputName).min(1),
  quantiles: z.record(z.string(), z.number().gt(0).lt(1)),
  /** Days ahead, from the first on. */
  horizon: z.int().min(1).max(400),
  baseline: z.enum(['seasonal_naive', 'none']),
  /** Where the baseline did better in the backtest, it is published instead. */
  fallback: z.object({ channels: z.array(z.string()) }),
  training: z.object({
    from: z.iso.date(),
    until: z.iso.date(),
    origins: z.int(),
    rows: z.int(),
    seed: z.int(),
  }),
  metrics: z.record(z.string(), z.unknown()),
});

export type Signature = z.infer<typeof signatureShape>;
export type Feature = Signature['features'][number];
export type OutputName = z.infer<typeof outputName>;

/** Rows whose answers are known: a runtime that gives others is not trusted with real ones. */
export const goldenShape = z.object({
  features: z.array(z.array(z.number().nullable())).min(1),
  forecast: z.array(z.array(z.number())).min(1),
});

export type GoldenRows = z.infer<typeof goldenShape>;
