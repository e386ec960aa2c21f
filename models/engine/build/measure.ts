import { EntrepotError } from '#errors';
import { identifier } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { comparedPartitions } from './checks/reconcile.ts';
import { breaksRow, brokenRows } from './checks/row-checks.ts';
import { countedPartitions } from './checks/row-counts.ts';
import { selectedRows } from './checks/selected-rows.ts';
import type { Violation } from './checks/violation.ts';
import { type BuildContext, bindings } from './context.ts';
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

/** What is to be judged: a table with rows of a model, and the partitions whose rows are new; all where not said. */
export type Candidate = { model: AnalysedModel; table: string; judged: ReadonlySet<string> | undefined };

/** A table with rows of a model, and which of them are meant; all where not said. */
type Rows = { model: AnalysedModel; table: string; where?: string };

/**
 * Counts, hashes and checks the rows of `table`, partition by partition. Partitions without rows are in the answer only
 * where a check misses them. What was taken along unchanged is not judged again.
 */
export async function measure(
  context: BuildContext,
  model: AnalysedModel,
  table: string,
  judged?: ReadonlySet<string>,
): Promise<Map<string, Measured>> {
  const candidate = { model, table, judged };
  const { measured, broken } = await countAndHash(context, candidate);
  const isJudged = ({ partition }: Violation) => judged === undefined || judged.has(partition);
  const violations = [
    ...(await brokenRows(context, candidate, broken)),
    ...countedPartitions(context, candidate, measured),
    ...(await comparedPartitions(context, candidate)),
    ...(await selectedRows(context, candidate)),
  ].filter(isJudged);
  for (const { partition, check, found } of violations) {
    const known = measured.get(partition) ?? { rows: 0, hash: '0', failed: [], warnings: [] };
    measured.set(partition, known);
    known[model.checks.includes(check) ? 'failed' : 'warnings'].push(`${check.text}: ${found}`);
  }
  return measured;
}

/** Rows and hash of each partition, and how many rows break which check. */
export async function countAndHash(context: BuildContext, { model, table, where }: Rows) {
  const checks = [...model.checks, ...model.warn].flatMap((check) => {
    const count = breaksRow(check)?.count;
    return count === undefined ? [] : [{ check, count }];
  });
  const counts = checks.map(({ count }, index) => `, ${count} AS check_${index}`).join('');
  const all = model.columns.map(({ name }) => identifier(name)).join(', ');
  const rows = await context.warehouse.rows<Record<string, string>>(
    `SELECT ${partitionText(model)} AS partition, count() AS row_count, sum(sipHash64(tuple(${all}))) AS row_hash${counts}
     FROM ${identifier(table)} WHERE ${where ?? '1'} GROUP BY partition`,
    bindings(context),
  );
  const measured = new Map(
    rows.map((row): [string, Measured] => [
      row.partition!,
      { rows: Number(row.row_count), hash: row.row_hash!, failed: [], warnings: [] },
    ]),
  );
  const broken = checks.map(({ check }, index) => ({
    check,
    counts: new Map(
      rows.flatMap((row) => {
        const count = Number(row[`check_${index}`]);
        return count > 0 ? [[row.partition!, count] as const] : [];
      }),
    ),
  }));
  return { measured, broken };
}

/** The error of checks that block, naming partitions and checks. */
export function checkError(
  model: AnalysedModel,
  failed: ReadonlyMap<string, readonly string[]>,
): EntrepotError {
  const [first] = failed;
  const where = first && first[0] !== '' ? ` in partition ${first[0]}` : '';
  const more = failed.size > 1 ? ` and ${failed.size - 1} more partitions` : '';
  const check = model.checks.find(({ text }) => first?.[1][0]?.startsWith(`${text}: `));
  return new EntrepotError('CHECK_FAILED', `«${model.name}»${where}${more}: ${first?.[1].join('; ')}.`, {
    at: check?.at ?? model.file,
    asked: check?.text ?? model.headers.checks,
    fix: 'Correct the model or its source; until then the partition keeps its last good rows.',
  });
}
