import { identifier } from '#warehouse';
import type { CompiledQuery } from './compile.ts';

/**
 * The same question for bulk export in a format of the engine's own: the columns of the answer, money unrounded. The
 * engine itself breaks off at an amount without a rate and at a sum over several currencies.
 */
export function exportSql({ sql, columns, currency, limit }: CompiledQuery): string {
  const mixed =
    currency.mode === 'reporting'
      ? ''
      : "\n  and not throwIf(length(__currencies) > 1, 'several currencies in one figure')";
  return [
    `select ${columns.map(({ name }) => identifier(name)).join(', ')}`,
    `from (${sql})`,
    `where not throwIf(__missing > 0, 'an amount has no exchange rate')${mixed}`,
    `limit ${limit}`,
  ].join('\n');
}
