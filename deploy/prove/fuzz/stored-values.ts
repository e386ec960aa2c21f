import type { Contract } from '#ingestion';
import { decimal } from '#warehouse';

type Values = Record<string, unknown>;

/**
 * Where a stored row says something else than the body it came from. Compares by what each type means and not by how the
 * engine reads it: decimals as numbers, instants as instants, everything else as text.
 */
export function differences(contract: Contract, row: Values, body: Values): string[] {
  return contract.columns.flatMap((column) => {
    const stored = row[column.name];
    const sent =
      column.list === undefined
        ? at(body, column.path)
        : ((body[column.list] as unknown[] | null | undefined) ?? []).map((element) =>
            at(element, column.path.slice(1)),
          );
    const same = Array.isArray(sent)
      ? Array.isArray(stored) &&
        stored.length === sent.length &&
        sent.every((each, index) => isSame(column.type, stored[index], each))
      : isSame(column.type, stored, sent);
    return same ? [] : [`${column.name} is ${JSON.stringify(stored)} for ${JSON.stringify(sent)}`];
  });
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Values | null | undefined)?.[key], value);
}

function isSame(type: string, stored: unknown, sent: unknown): boolean {
  if (sent === undefined || sent === null) return stored === null || stored === undefined;
  if (stored === null || stored === undefined) return false;
  if (type.startsWith('Decimal')) return decimal(String(stored)).eq(decimal(String(sent)));
  if (type.startsWith('DateTime64')) return Date.parse(String(stored)) === Date.parse(String(sent));
  if (type.startsWith('UInt')) return BigInt(String(stored)) === BigInt(sent as number);
  return String(stored) === String(sent);
}
