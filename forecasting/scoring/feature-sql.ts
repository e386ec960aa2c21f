import { readFile } from 'node:fs/promises';
import { EntrepotError } from '#errors';
import { identifier, stringLiteral } from '#warehouse';
import type { Feature, Signature } from '../signature/signature.ts';

const folder = new URL('../features/', import.meta.url);

/** The SQL of a feature model; the comment at its head is left out. */
export async function readFeatureSql(name: string): Promise<string> {
  const text = await readFile(new URL(`${name}.sql`, folder), 'utf8').catch((cause: unknown) => {
    throw new EntrepotError('FORECAST_MODEL_INVALID', `There is no feature model «${name}».`, {
      asked: name,
      fix: 'A signature names the SQL model that its features come from.',
      cause,
    });
  });
  return text.replace(/^(?:\s*--.*\n|\s*\n)*/, '');
}

/**
 * Selects a signature's features as `f0`, `f1`, … in its order, each a Float32 whose NaN means «not known», after the
 * columns given by `keys`.
 *
 * @example
 * featureQuery(signature, 'select …', { sku: 'toString(sku)' })
 * // SELECT toString(sku) AS `key_sku`, toFloat32(ifNull(`level`, nan)) AS `f0`, … FROM (select …)
 */
export function featureQuery(
  signature: Signature,
  featureSql: string,
  keys: Readonly<Record<string, string>>,
): string {
  const selected = [
    ...Object.entries(keys).map(([name, expression]) => `${expression} AS ${identifier(`key_${name}`)}`),
    ...signature.features.map((feature, at) => `${expressionOf(feature)} AS f${at}`),
  ];
  return `SELECT ${selected.join(', ')} FROM (\n${featureSql}\n)`;
}

/** Arrow as JavaScript reads it without looking at every value: no dictionaries, no compression, text as text. */
export const arrowSettings = {
  output_format_arrow_low_cardinality_as_dictionary: 0,
  output_format_arrow_string_as_string: 1,
  output_format_arrow_compression_method: 'none',
};

function expressionOf(feature: Feature): string {
  const column = identifier(feature.name);
  if (feature.dtype === 'float32') return `toFloat32(ifNull(${column}, nan))`;
  const place = `indexOf([${feature.categories.map(stringLiteral).join(', ')}], toString(${column}))`;
  return `toFloat32(if(${place} = 0, nan, ${place} - 1))`;
}
