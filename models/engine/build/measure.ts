import { EntrepotError } from '#errors';
import { identifier, literal, type Warehouse } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import type { Check } from '../project/model.ts';
import { partitionText } from './physical.ts';

/** What a partition holds before it is served. */
export type Measured = {
  rows: number;
  /** Sum of the row hashes, as text. */
  hash: string;
  /** Blocking checks that do not hold, in words. */
  failed: string[];
  warnings: string[];
};

/**
 * Counts, hashes and checks the rows of `table`, partition by partition, in one query. Partitions without rows are not
 * in the answer.
 */
export async function measure(
  warehouse: Warehouse,
  model: AnalysedModel,
  table: string,
): Promise<Map<string, Measured>> {
  const checks = [...model.checks, ...model.warn];
  const counts = checks.map((check, index) => `, ${violations(check)} AS check_${index}`).join('');
  const all = model.columns.map(({ name }) => identifier(name)).join(', ');
  const rows = await warehouse.rows<Record<string, string>>(
    `SELECT ${partitionText(model)} AS partition, count() AS row_count, sum(sipHash64(tuple(${all}))) AS row_hash${counts}
     FROM ${identifier(table)} GROUP BY partition`,
  );
  return new Map(
    rows.map((row) => {
      const broken = checks.flatMap((check, index) => {
        const count = Number(row[`check_${index}`]);
        return count > 0
          ? [{ text: `${inWords(check)}: ${count} rows`, blocks: index < model.checks.length }]
          : [];
      });
      return [
        row.partition!,
        {
          rows: Number(row.row_count),
          hash: row.row_hash!,
          failed: broken.filter(({ blocks }) => blocks).map(({ text }) => text),
          warnings: broken.filter(({ blocks }) => !blocks).map(({ text }) => text),
        },
      ];
    }),
  );
}

/** The error of checks that block, naming partitions and checks. */
export function checkError(
  model: AnalysedModel,
  failed: ReadonlyMap<string, readonly string[]>,
): EntrepotError {
  const [first] = failed;
  const where = first && first[0] !== '' ? ` in partition ${first[0]}` : '';
  const more = failed.size > 1 ? ` and ${failed.size - 1} more partitions` : '';
  return new EntrepotError('CHECK_FAILED', `«${model.name}»${where}${more}: ${first?.[1].join('; ')}.`, {
    at: model.file,
    asked: model.headers.checks,
    fix: 'Correct the model or its source; until then the partition keeps its last good rows.',
  });
}

function violations(check: Check): string {
  const columns = check.columns.map(identifier);
  const [column] = columns;
  if (check.kind === 'unique') return `count() - uniqExact(tuple(${columns.join(', ')}))`;
  if (check.kind === 'not_null') return `countIf(${columns.map((name) => `${name} IS NULL`).join(' OR ')})`;
  if (check.kind === 'accepted') {
    return `countIf(${column} IS NOT NULL AND toString(${column}) NOT IN (${check.values.map(literal).join(', ')}))`;
  }
  const known = `SELECT ${identifier(check.column)} FROM ${identifier(check.model)}`;
  return `countIf(${column} IS NOT NULL AND ${column} NOT IN (${known}))`;
}

function inWords(check: Check): string {
  const columns = check.columns.join(', ');
  if (check.kind === 'accepted') return `accepted(${columns}, ${check.values.join(', ')})`;
  if (check.kind === 'relationship') return `relationship(${columns}, ${check.model}.${check.column})`;
  return `${check.kind}(${columns})`;
}
