import { EntrepotError } from '#errors';
import { identifier, qualified, stringLiteral } from '#warehouse';
import type { OdsSource, OdsView } from '../ods-source.ts';
import type { Model } from '../project/model.ts';
import type { AnalysisContext } from './analyse-model.ts';
import type { ModelColumn, OdsKey } from './analysed.ts';

/** Columns of an ODS view, asked for once. */
export async function odsColumns(
  context: AnalysisContext,
  source: OdsSource,
  view: OdsView,
): Promise<readonly ModelColumn[]> {
  const known = context.odsColumns.get(view.name);
  if (known) return known;
  const { warehouse } = context;
  const select = view.select(qualified(warehouse.database, source.table));
  const rows = await warehouse.rows<ModelColumn>(`DESCRIBE TABLE (${select})`);
  const columns = rows.map(({ name, type }) => ({ name, type, description: '' }));
  context.odsColumns.set(view.name, columns);
  return columns;
}

/**
 * How an ODS table names the key of a model: its own column, or that member of its lists. Where the table may not know
 * the key it counts as the type's default value, as `ifNull(key, '')` does in models.
 */
export async function odsKey(context: AnalysisContext, source: OdsSource, model: Model): Promise<OdsKey> {
  const { warehouse } = context;
  const rows = await warehouse.rows<{ name: string; type: string }>(
    'SELECT name, type FROM system.columns WHERE database = {database:String} AND table = {table:String}',
    { database: warehouse.database, table: source.table },
  );
  const expressions = model.per.map((key) => {
    const own = rows.find(({ name }) => name === key);
    if (own) return known(identifier(key), own.type);
    const lists = rows.filter(({ name, type }) => name.endsWith(`.${key}`) && type.startsWith('Array('));
    if (lists.length === 1) {
      return known(`arrayJoin(${identifier(lists[0]!.name)})`, lists[0]!.type.slice('Array('.length, -1));
    }
    throw new EntrepotError('MODEL_INEXACT', `«${source.table}» has no column «${key}», which «per» names.`, {
      asked: key,
      available: rows.map(({ name }) => name).filter((name) => /_id$|_key$|^sku$/.test(name)),
      fix: 'Name a key that every ODS table of the model has, or read the other table through a model of its own.',
    });
  });
  return { isEntity: model.per.length === 1 && model.per[0] === source.keyColumn, expressions };
}

function known(expression: string, type: string): string {
  const plain = /^(?:LowCardinality\()?Nullable\((.*?)\)+$/.exec(type)?.[1];
  if (plain === undefined) return expression;
  return `ifNull(${expression}, defaultValueOfTypeName(${stringLiteral(plain)}))`;
}
