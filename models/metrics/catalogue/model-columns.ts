import type { Warehouse } from '#warehouse';

/** A column as the warehouse describes it. */
export type ModelColumn = { name: string; type: string; comment: string };

/** Columns of every model that exists in the warehouse, by model. */
export type ModelColumns = ReadonlyMap<string, readonly ModelColumn[]>;

/** Asks the warehouse for the columns of the tables and views of its database, but those of builds under way. */
export async function describeModels(warehouse: Warehouse): Promise<ModelColumns> {
  const rows = await warehouse.rows<ModelColumn & { table: string }>(
    `select table, name, type, comment from system.columns
    where database = {database:String} and not startsWith(table, '_') order by table, position`,
    { database: warehouse.database },
  );
  const columns = new Map<string, ModelColumn[]>();
  for (const { table, ...column } of rows) {
    const known = columns.get(table);
    if (known) known.push(column);
    else columns.set(table, [column]);
  }
  return columns;
}

export type ColumnClass = 'text' | 'flag' | 'day' | 'instant' | 'int' | 'decimal' | 'float' | 'other';

/** What a ClickHouse type is good for in a question. */
export function classOf(type: string): ColumnClass {
  const bare = bareType(type);
  if (/^(String|FixedString|Enum|UUID)/.test(bare)) return 'text';
  if (bare === 'Bool') return 'flag';
  if (/^DateTime/.test(bare)) return 'instant';
  if (/^Date/.test(bare)) return 'day';
  if (/^U?Int/.test(bare)) return 'int';
  if (/^Decimal/.test(bare)) return 'decimal';
  return /^Float/.test(bare) ? 'float' : 'other';
}

/** The type without Nullable and LowCardinality. */
export function bareType(type: string): string {
  const wrapped = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type);
  return wrapped ? bareType(wrapped[1]!) : type;
}
