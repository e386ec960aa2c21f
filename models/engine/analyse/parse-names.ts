import type { Parameters } from '#warehouse';
import type { Ask } from './parser-answers.ts';

export type ParsedNames = {
  /** Tables, views and common table expressions the SQL reads, as written, without database. */
  tables: ReadonlySet<string>;
  /** Functions it calls, as written. */
  functions: ReadonlySet<string>;
};

/** What a SELECT names, by the warehouse's own parser; nothing it names needs to exist. */
export async function parseNames(ask: Ask, sql: string, parameters: Parameters): Promise<ParsedNames> {
  const lines = await ask<{ explain: string }>(`SELECT explain FROM (EXPLAIN AST ${sql}\n)`, parameters);
  const names = (pattern: RegExp) =>
    new Set(lines.flatMap(({ explain }) => pattern.exec(explain.trim())?.[1]?.split('.').at(-1) ?? []));
  return { tables: names(/^TableIdentifier (\S+)/), functions: names(/^Function (\S+)/) };
}
