import { EntrepotError } from '#errors';
import type { Ask } from './parser-answers.ts';

const refused =
  /\b(JOIN|GROUP BY|HAVING|ORDER BY|LIMIT|UNION|INTERSECT|EXCEPT|DISTINCT|QUALIFY|WINDOW|OVER)\b/;
const unfolding = /\barrayJoin\(/;

/** A SELECT that makes one row, or none, of each row it reads, in the engine's own spelling. */
export type RowWise = {
  /** The same with more columns of what it reads. */
  also(columns: string): string;
  /** Whether it leaves rows out. */
  filters: boolean;
};

/**
 * Refuses a SELECT whose rows are not each made of one row: what becomes of a delivery would depend on others.
 *
 * @example
 * (await rowWise("select sku, lower(name) as name from v where status = 'on'", ask)).also('entity_id AS _delivery')
 * // SELECT sku, lower(name) AS name, entity_id AS _delivery FROM v WHERE status = 'on'
 */
export async function rowWise(sql: string, ask: Ask): Promise<RowWise> {
  const [row] = await ask<{ text: string }>('SELECT formatQuerySingleLine({sql:String}) AS text', { sql });
  const { text } = row!;
  const bare = text.replaceAll(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"/g, (quoted) =>
    '_'.repeat(quoted.length),
  );
  const selects = bare.match(/\bSELECT\b/g)?.length ?? 0;
  const from = topLevel(bare, ' FROM ');
  const part = selects > 1 ? 'a SELECT inside another' : (refused.exec(bare) ?? unfolding.exec(bare))?.[0];
  if (part === undefined && from >= 0) {
    return {
      also: (columns) => `${text.slice(0, from)}, ${columns}${text.slice(from)}`,
      filters: topLevel(bare, ' WHERE ') >= 0 || topLevel(bare, ' PREWHERE ') >= 0,
    };
  }
  throw new EntrepotError('MODEL_INEXACT', 'Each of its rows must be made of one delivery by itself.', {
    asked: part ?? 'no FROM',
    available: ['columns and expressions over one ODS view', 'WHERE'],
    fix: 'Select columns of one view, and join or group in a model above.',
  });
}

/** Where a word stands outside of all brackets; -1 where it does not. */
function topLevel(text: string, word: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '(') depth++;
    if (text[index] === ')') depth--;
    if (depth === 0 && text.startsWith(word, index)) return index;
  }
  return -1;
}
