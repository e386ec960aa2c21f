import { createHash } from 'node:crypto';
import { EntrepotError } from '#errors';
import { identifier, qualified } from '#warehouse';
import type { AnalysisContext } from './analyse-model.ts';
import type { AnalysedModel } from './analysed.ts';

/** What a dictionary is made of, after its name. It is loaded when the builder says so, never by a clock. */
export function dictionarySql(
  { columns, grain }: Pick<AnalysedModel, 'columns' | 'grain'>,
  source: string,
): string {
  const attributes = columns.map(({ name, type }) => `${identifier(name)} ${plainType(type)}`);
  return `(${attributes.join(', ')}) PRIMARY KEY ${grain.map(identifier).join(', ')}
    SOURCE(${source}) LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(0)`;
}

/** Dictionaries know no LowCardinality. */
function plainType(type: string): string {
  return type.replaceAll(/LowCardinality\(((?:[^()]|\([^()]*\))*)\)/g, '$1');
}

/** Mistakes of a dictionary that show once its columns are known. */
export function dictionaryProblems(model: AnalysedModel): EntrepotError[] {
  const wrong = (message: string, asked: string, fix: string) =>
    new EntrepotError('MODEL_INVALID', message, { asked, fix });
  const nullable = model.columns.find(
    ({ name, type }) => model.grain.includes(name) && type.includes('Nullable('),
  );
  return [
    ...(model.ods.length > 0
      ? [
          wrong(
            'A dictionary would be loaded anew with every delivery.',
            model.ods[0]!.table,
            'Let a table stand between: a dictionary reads stored models.',
          ),
        ]
      : []),
    ...(model.usesAsOf
      ? [wrong('A dictionary takes no {as_of:Date}.', 'as_of', 'Read a table that takes it.')]
      : []),
    ...(nullable
      ? [
          wrong(
            `The key «${nullable.name}» may be null.`,
            nullable.name,
            `Select ifNull(${nullable.name}, '').`,
          ),
        ]
      : []),
  ];
}

/**
 * SQL in which dictionaries that are looked up stand under names of empty ones of the same columns, so that types can be
 * found out before any is made. These stay: their names tell their columns.
 */
export async function withEmptyDictionaries(
  sql: string,
  names: Iterable<string>,
  { warehouse, models }: Pick<AnalysisContext, 'warehouse' | 'models'>,
): Promise<string> {
  let typed = sql;
  for (const name of names) {
    const model = models.get(name);
    if (model?.kind !== 'dictionary') continue;
    const definition = dictionarySql(model, 'NULL()');
    const hash = createHash('sha256').update(definition).digest('hex').slice(0, 12);
    const empty = `_model_types_${name}_${hash}`;
    const called = new RegExp(String.raw`(\bdict\w+\s*\(\s*)(['"\x60]?)(?:\w+\.)?${name}\2(?=\s*[,)])`, 'g');
    if (!called.test(typed)) continue;
    await warehouse.command(
      `CREATE DICTIONARY IF NOT EXISTS ${qualified(warehouse.database, empty)} ${definition}`,
    );
    typed = typed.replaceAll(called, `$1'${empty}'`);
  }
  return typed;
}
