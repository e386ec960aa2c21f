import type { Parameters } from '#warehouse';
import type { Ask } from './parser-answers.ts';

export type ParsedNames = {
  /** Tables, views and common table expressions the SQL reads, as written, without database. */
  tables: ReadonlySet<string>;
  /** Functions it calls, as written. */
  functions: ReadonlySet<string>;
  /** Identifiers, as written with what qualifies them; undefined where it also selects by `*` or a pattern. */
  identifiers: ReadonlySet<string> | undefined;
};

/** What a SELECT names, by the warehouse's own parser; nothing it names needs to exist. */
export async function parseNames(ask: Ask, sql: string, parameters: Parameters): Promise<ParsedNames> {
  const lines = await ask<{ explain: string }>(`SELECT explain FROM (EXPLAIN AST ${sql}\n)`, parameters);
  const names = (pattern: RegExp) =>
    new Set(lines.flatMap(({ explain }) => pattern.exec(explain.trim())?.[1]?.split('.').at(-1) ?? []));
  const written = lines.flatMap(({ explain }) => /^Identifier (\S+)/.exec(explain.trim())?.[1] ?? []);
  const selectsAll = lines.some(({ explain }) => /^(Qualified)?(Asterisk|Columns\w*)/.test(explain.trim()));
  const identifiers = selectsAll ? undefined : new Set(written);
  const tables = new Set([...names(/^TableIdentifier (\S+)/), ...dictionariesIn(lines)]);
  return { identifiers, tables, functions: names(/^Function (\S+)/) };
}

/** Dictionaries that are looked up: what the first argument of dictGet and its like names. */
function dictionariesIn(lines: readonly { explain: string }[]): string[] {
  return lines.flatMap(({ explain }, index) => {
    if (!/^Function dict(?:Get|Has|IsIn|ionary)/.test(explain.trim())) return [];
    // Below it stands the list of its arguments, and below that the first of them.
    const first = lines[index + 2]?.explain.trim() ?? '';
    const named = /^Literal \\?'(.*?)\\?'$/.exec(first)?.[1] ?? /^Identifier (\S+)/.exec(first)?.[1];
    return named?.split('.').at(-1) ?? [];
  });
}

/**
 * Whether SQL that names these identifiers can read a column: qualified or not, whole or in part, as a member of a list.
 *
 * @example
 * canRead(new Set(['o.lines.sku']))('lines.sku'); // true; so it is for 'o' and 'lines', should they be columns
 */
export function canRead(identifiers: ReadonlySet<string>): (column: string) => boolean {
  const named = new Set<string>();
  for (const identifier of identifiers) {
    const segments = identifier.split('.');
    for (let from = 0; from < segments.length; from++) {
      for (let to = from + 1; to <= segments.length; to++) named.add(segments.slice(from, to).join('.'));
    }
  }
  return (column) => named.has(column) || named.has(column.split('.')[0]!);
}
