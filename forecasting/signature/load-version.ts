import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { EntrepotError, messageOf } from '#errors';
import {
  type GoldenRows,
  goldenShape,
  type Signature,
  signatureSchema,
  signatureShape,
} from './signature.ts';

/** A model version as it lies in the registry, its content checked against its signature. */
export type ModelVersion = { folder: string; signature: Signature; graph: Buffer; golden: GoldenRows };

/**
 * Reads a version's folder `<name>/<version>`.
 *
 * @throws EntrepotError FORECAST_MODEL_UNKNOWN without the files, FORECAST_MODEL_INVALID where the signature has
 * another schema version or cannot be read, the graph another SHA-256, or golden rows another width.
 */
export async function loadVersion(folder: string): Promise<ModelVersion> {
  const [signatureText, goldenText, graph] = await Promise.all([
    readFile(join(folder, 'model.json'), 'utf8'),
    readFile(join(folder, 'golden.json'), 'utf8'),
    readFile(join(folder, 'model.onnx')),
  ]).catch((cause: unknown) => {
    throw new EntrepotError('FORECAST_MODEL_UNKNOWN', `There is no whole model in ${folder}.`, {
      available: ['model.onnx', 'model.json', 'golden.json'],
      fix: 'A version is a folder with these three files.',
      cause,
    });
  });
  const raw = parseJson(signatureText, join(folder, 'model.json'));
  refuseSchema(raw, folder);
  const signature = checked(signatureShape, raw, join(folder, 'model.json'));
  const golden = checked(goldenShape, parseJson(goldenText, folder), join(folder, 'golden.json'));
  refuseOtherPlace(signature, folder);
  refuseOtherGraph(signature, graph, folder);
  refuseWidths(signature, golden, folder);
  return { folder, signature, graph, golden };
}

function parseJson(text: string, at: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(at, `is no JSON: ${messageOf(cause)}`, { cause });
  }
}

function refuseSchema(raw: unknown, folder: string): void {
  const schema = (raw as { schema?: unknown } | null)?.schema;
  if (schema === signatureSchema) return;
  throw invalid(join(folder, 'model.json'), `has signature schema ${String(schema)}`, {
    available: [String(signatureSchema)],
    fix: 'Train the model again with this version of the platform: npm run train',
  });
}

function checked<Shape extends z.ZodType>(shape: Shape, raw: unknown, at: string): z.infer<Shape> {
  const result = shape.safeParse(raw);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw invalid(at, `does not fulfil the signature: ${problems.slice(0, 5).join('; ')}`);
}

function refuseOtherPlace({ name, version }: Signature, folder: string): void {
  const found = `${basename(dirname(folder))}/${basename(folder)}`;
  if (found === `${name}/${version}`) return;
  throw invalid(join(folder, 'model.json'), `calls itself ${name}/${version}, but lies in ${found}`);
}

function refuseOtherGraph({ sha256 }: Signature, graph: Buffer, folder: string): void {
  const found = createHash('sha256').update(graph).digest('hex');
  if (found === sha256) return;
  throw invalid(join(folder, 'model.onnx'), `has SHA-256 ${found}, its signature says ${sha256}`, {
    fix: 'A version never changes: restore the file, or publish the other graph as a version of its own.',
  });
}

function refuseWidths({ features, outputs }: Signature, golden: GoldenRows, folder: string): void {
  const wrong =
    golden.features.length !== golden.forecast.length ||
    golden.features.some((row) => row.length !== features.length) ||
    golden.forecast.some((row) => row.length !== outputs.length);
  if (wrong) throw invalid(join(folder, 'golden.json'), 'has rows that do not fit the signature');
}

function invalid(
  at: string,
  what: string,
  detail: { available?: string[]; fix?: string; cause?: unknown } = {},
) {
  return new EntrepotError('FORECAST_MODEL_INVALID', `The model cannot be used: ${basename(at)} ${what}.`, {
    at,
    ...detail,
  });
}
