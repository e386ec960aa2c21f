import { identifier, literal } from '#warehouse';
import type { Check } from '../../project/model.ts';
import { partitionList } from '../compute.ts';
import { type BuildContext, bindings } from '../context.ts';
import type { Candidate } from '../measure.ts';
import { partitionText } from '../physical.ts';
import { examples, identifyingColumns, toldRows, type Violation } from './violation.ts';

/** SQL that counts the rows which break a check, and what singles them out; undefined for checks that are not about rows. */
export function breaksRow(check: Check): { count: string; where: string | undefined } | undefined {
  if (check.kind === 'unique') {
    return {
      count: `count() - uniqExact(tuple(${check.columns.map(identifier).join(', ')}))`,
      where: undefined,
    };
  }
  const where = condition(check);
  return where === undefined ? undefined : { count: `countIf(${where})`, where };
}

function condition(check: Check): string | undefined {
  if (check.kind === 'not_null')
    return check.columns.map((name) => `${identifier(name)} IS NULL`).join(' OR ');
  if (check.kind === 'custom') return `NOT (${check.condition})`;
  if (check.kind === 'accepted') {
    const column = identifier(check.columns[0]);
    return `${column} IS NOT NULL AND toString(${column}) NOT IN (${check.values.map(literal).join(', ')})`;
  }
  if (check.kind !== 'relationship') return undefined;
  const column = identifier(check.columns[0]);
  return `${column} IS NOT NULL AND ${column} NOT IN (SELECT ${identifier(check.column)} FROM ${identifier(check.model)})`;
}

/** Checks with the number of rows that break them by partition, as violations with examples. */
export async function brokenRows(
  context: BuildContext,
  candidate: Candidate,
  broken: readonly { check: Check; counts: ReadonlyMap<string, number> }[],
): Promise<Violation[]> {
  const { model, judged } = candidate;
  const violations: Violation[] = [];
  for (const { check, counts } of broken) {
    const partitions = [...counts.keys()].filter((each) => judged?.has(each) ?? true).sort();
    if (partitions.length === 0) continue;
    const rows = await examplesOf(context, candidate, check, partitions.slice(0, examples.partitions));
    for (const partition of partitions) {
      violations.push({
        partition,
        check,
        found: toldRows(model, counts.get(partition)!, rows.get(partition) ?? []),
      });
    }
  }
  return violations;
}

type Row = Record<string, string | null>;

async function examplesOf(
  context: BuildContext,
  { model, table }: Candidate,
  check: Check,
  partitions: readonly string[],
): Promise<Map<string, Row[]>> {
  const isUnique = check.kind === 'unique';
  const shown = isUnique
    ? check.columns
    : [...new Set([...identifyingColumns(model), ...named(check, model.columns)])];
  const texts = shown.map((name, index) => `toString(${identifier(name)}) AS shown_${index}`);
  const keys = ['_at', ...shown.map((_, index) => `shown_${index}`)].join(', ');
  const inPartitions =
    model.kind === 'incremental' ? `${identifier(model.by!)} IN (${partitionList(partitions)})` : '1';
  const which = isUnique ? `1 GROUP BY ${keys} HAVING count() > 1` : `(${breaksRow(check)!.where})`;
  const rows = await context.warehouse.rows<Row>(
    `SELECT ${[`${partitionText(model)} AS _at`, ...texts].join(', ')} FROM ${identifier(table)}
     WHERE ${inPartitions} AND ${which} ORDER BY ${keys} LIMIT ${examples.rows} BY _at`,
    bindings(context),
  );
  const byPartition = new Map<string, Row[]>();
  for (const row of rows) {
    const told = Object.fromEntries(shown.map((name, index) => [name, row[`shown_${index}`] ?? null]));
    const list = byPartition.get(row._at!);
    if (list) list.push(told);
    else byPartition.set(row._at!, [told]);
  }
  return byPartition;
}

/** Columns that a check is about. */
function named(check: Check, columns: readonly { name: string }[]): readonly string[] {
  if ('columns' in check) return check.columns;
  if (check.kind !== 'custom') return [];
  const words = new Set(check.condition.match(/[A-Za-z_]\w*/g));
  return columns.map(({ name }) => name).filter((name) => words.has(name));
}
