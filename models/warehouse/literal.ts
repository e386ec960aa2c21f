import { EntrepotError } from '#errors';

/** A ClickHouse identifier, quoted so that no name can end it early. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** `database.table`, each part quoted. */
export function qualified(database: string, table: string): string {
  return `${identifier(database)}.${identifier(table)}`;
}

/** A ClickHouse string literal. */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`;
}

/**
 * A literal of any plain value, for the places where the engine takes no parameter (DDL, settings, table functions).
 * Everywhere else values are bound: `{name:Type}`.
 */
export function literal(
  value: string | number | bigint | boolean | null | readonly (string | number)[],
): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return String(value);
    throw new EntrepotError('VALUE_INVALID', `The number ${value} has no SQL literal.`, {
      asked: String(value),
      fix: 'Use a finite number.',
    });
  }
  return `[${value.map((item) => literal(item)).join(', ')}]`;
}
