import { identifier, stringLiteral } from '#warehouse';
import type { ModelColumn } from './analysed.ts';

/** A table expression without rows that has these columns, so that types can be found out though nothing exists. */
export function emptyTable(columns: readonly Pick<ModelColumn, 'name' | 'type'>[]): string {
  const structure = columns.map((column) => `${identifier(column.name)} ${column.type}`).join(', ');
  return `null(${stringLiteral(structure)})`;
}
