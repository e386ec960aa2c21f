import { identifier, type Warehouse } from '#warehouse';
import type { AnalysedModel } from '../analyse/analysed.ts';
import { partitionList } from './compute.ts';
import type { BuildContext } from './context.ts';
import type { Measured } from './measure.ts';

/**
 * How the days of an incremental model lie in its table. The day is what a model is rebuilt by; a table of years with a
 * part for each day costs seconds to open and as much to scan, so days that hardly change any more share the part of
 * their month.
 */
export type Layout = {
  /** First day of a month: the days before it lie together by the month. Undefined: every day lies alone. */
  coarseBefore: string | undefined;
};

/** Every day, or other value of the partition column, alone. */
export const fine: Layout = { coarseBefore: undefined };

/** Days that stay alone at least: the time in which orders, parcels and settlements of a day still change. */
const youngDays = 62;
/** A month with more rows stays in days: one late event would rewrite all of it. */
const mostRowsOfMonth = 2_000_000;

/** The layout for a table that is about to be filled with these partitions. */
export function chooseLayout(
  model: AnalysedModel,
  context: BuildContext,
  measured: ReadonlyMap<string, Measured>,
): Layout {
  if (typeOf(model) !== 'Date') return fine;
  const coarseBefore = monthOf(
    new Date(Date.parse(context.asOf) - youngDays * 86_400_000).toISOString().slice(0, 10),
  );
  const months = new Map<string, number>();
  for (const [day, { rows }] of measured) {
    if (day < coarseBefore) months.set(monthOf(day), (months.get(monthOf(day)) ?? 0) + rows);
  }
  return months.size > 0 && Math.max(...months.values()) <= mostRowsOfMonth ? { coarseBefore } : fine;
}

/** The layout that a table has, as its partition key tells; fine where there is no such table. */
export async function layoutOf(warehouse: Warehouse, table: string): Promise<Layout> {
  const [found] = await warehouse.rows<{ key: string }>(
    'SELECT partition_key AS key FROM system.tables WHERE database = {database:String} AND name = {table:String}',
    { database: warehouse.database, table },
  );
  return { coarseBefore: /'(\d{4}-\d{2}-\d{2})'/.exec(found?.key ?? '')?.[1] };
}

/** The partition key of a table with this layout. */
export function partitionKey(model: AnalysedModel, { coarseBefore }: Layout): string {
  const by = identifier(model.by!);
  if (coarseBefore === undefined) return by;
  return `if(${by} < toDate('${coarseBefore}'), toStartOfMonth(${by}), ${by})`;
}

/** The physical partition that a day lies in. */
export function bucketOf({ coarseBefore }: Layout, day: string): string {
  return coarseBefore !== undefined && day < coarseBefore ? monthOf(day) : day;
}

export function bucketsOf(layout: Layout, days: Iterable<string>): Set<string> {
  return new Set([...days].map((day) => bucketOf(layout, day)));
}

/** Whether a physical partition holds the days of a month. */
export function isShared({ coarseBefore }: Layout, bucket: string): boolean {
  return coarseBefore !== undefined && bucket < coarseBefore;
}

/** Condition on the rows of these physical partitions, one that the table's index on the column understands. */
export function inBuckets(model: AnalysedModel, layout: Layout, buckets: Iterable<string>): string {
  const days = [...buckets].flatMap((bucket) => daysOf(layout, bucket));
  return `${identifier(model.by!)} IN (${partitionList(days)})`;
}

/** A physical partition as ALTER TABLE names it. */
export function bucketLiteral(model: AnalysedModel, bucket: string): string {
  return /^U?Int/.test(typeOf(model)) ? bucket : partitionList([bucket]);
}

function daysOf(layout: Layout, bucket: string): string[] {
  if (!isShared(layout, bucket)) return [bucket];
  const first = Date.parse(bucket);
  const days = Array.from({ length: 31 }, (_, index) =>
    new Date(first + index * 86_400_000).toISOString().slice(0, 10),
  );
  return days.filter((day) => monthOf(day) === bucket);
}

const monthOf = (day: string) => `${day.slice(0, 7)}-01`;

const typeOf = (model: AnalysedModel) => model.columns.find(({ name }) => name === model.by)!.type;
