import type { Dimension } from './catalogue.ts';
import { classOf, type ModelColumns } from './model-columns.ts';

/** What a dimension table offers: its one key and its row policy. */
export type DimensionTable = { name: string; key: string; rows: string | undefined };

/**
 * Dimensions of a model: its own columns that are no figures, and those of every dimension table whose one-column grain
 * the model has a column for. Such a join finds at most one row, so it cannot multiply figures. A joined column is
 * called `<table>_<column>` (`shop_name`), and by its own name where no other table has one of that name.
 */
export function dimensionsOf(
  model: string,
  columns: ModelColumns,
  tables: readonly DimensionTable[],
): Map<string, Dimension> {
  const own = columns.get(model) ?? [];
  const dimensions = new Map<string, Dimension>();
  for (const { name, type } of own.filter(isDimension)) dimensions.set(name, { name, column: name, type });
  const joined = tables
    .filter((table) => table.name !== model && own.some(({ name }) => name === table.key))
    .flatMap((table) => joinedColumns(table, columns));
  const names = Map.groupBy(joined, ({ column }) => column);
  for (const dimension of joined) {
    const alone =
      names.get(dimension.column)?.length === 1 && !own.some(({ name }) => name === dimension.column);
    for (const name of alone ? [dimension.column, dimension.name] : [dimension.name]) {
      if (!dimensions.has(name)) dimensions.set(name, { ...dimension, name });
    }
  }
  return dimensions;
}

function joinedColumns(table: DimensionTable, columns: ModelColumns): Dimension[] {
  const stem = table.name.replace(/^dim_/, '');
  return (columns.get(table.name) ?? [])
    .filter((column) => isDimension(column) && column.name !== table.key)
    .map(({ name, type }) => ({
      name: `${stem}_${name}`,
      column: name,
      type,
      via: { model: table.name, column: table.key, key: table.key, rows: table.rows },
    }));
}

function isDimension({ name, type }: { name: string; type: string }): boolean {
  const kind = classOf(type);
  return kind === 'text' || kind === 'flag' || kind === 'day' || (kind === 'int' && name.startsWith('is_'));
}
