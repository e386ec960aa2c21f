import { expect } from 'vitest';
import type { AskedComparison, Cumulation, Grain, MetricColumn, MetricQuery } from '../../query.ts';
import { bucketOf, type Exchange, type Fact, figureOf, shiftDays, shiftYears } from '../shape-oracle.ts';

export type Row = Record<string, string | number | null>;

/** What an answer must hold, figure by figure from the rows themselves. */
export function expectedRows(query: MetricQuery, facts: readonly Fact[], spot: Exchange): Map<string, Row> {
  const { from, to, grain } = query.time as { from: string; to: string; grain?: Grain };
  const dimensions = query.dimensions ?? [];
  const keyOf = (fact: Fact) => dimensions.map((name) => fact.dimensions[name]!);
  const days = daysOf(from, to);
  const buckets = grain ? [...new Set(days.map((day) => bucketOf(day, grain)))] : [undefined];
  const rows = new Map<string, Row>();
  const cellOf = (bucket: string | undefined, keys: readonly string[]): Row => {
    const id = JSON.stringify([bucket, keys]);
    const known = rows.get(id) ?? {
      ...(bucket === undefined ? {} : { time: bucket }),
      ...Object.fromEntries(dimensions.map((name, index) => [name, keys[index]!])),
    };
    rows.set(id, known);
    return known;
  };
  const compared = [
    { suffix: '', moved: (day: string) => day },
    ...(query.compare ? [{ suffix: '_previous', moved: (day: string) => shiftYears(day, 1) }] : []),
    ...(query.comparisons ?? []).map((asked) => ({
      suffix: 'period' in asked ? `_${asked.period}` : '_last_sale',
      moved: (day: string) => shiftDays(day, daysBefore(asked)),
    })),
  ];
  const variants = [undefined, ...(query.cumulative ?? [])].flatMap((cumulation) =>
    compared.map(({ suffix, moved }) => ({
      cumulation,
      moved,
      suffix: `${cumulation ? suffixOf(cumulation) : ''}${suffix}`,
    })),
  );
  const groupsOf = (list: readonly Fact[]) => Map.groupBy(list, (fact) => JSON.stringify(keyOf(fact)));
  const filled: { suffix: string; bucket: string | undefined; keys: string; facts: Fact[] }[] = [];
  for (const { cumulation, moved, suffix } of variants) {
    const earliest = cumulation ? beginOf(from, cumulation) : from;
    const shifted = facts.map((fact) => ({ ...fact, day: moved(fact.day) }));
    const inside = shifted.filter(({ day }) => day >= earliest && day < to);
    for (const [keys, own] of groupsOf(inside)) {
      for (const bucket of buckets) {
        const last = days.filter((day) => grain === undefined || bucketOf(day, grain) === bucket).at(-1)!;
        const taken = cumulation
          ? own.filter(({ day }) => day >= beginOf(last, cumulation) && day <= last)
          : own.filter(({ day }) => grain === undefined || bucketOf(day, grain) === bucket);
        if (cumulation || taken.length > 0) filled.push({ suffix, bucket, keys, facts: taken });
      }
    }
  }
  if (query.fill)
    for (const { keys } of [...filled]) for (const bucket of buckets) cellOf(bucket, JSON.parse(keys));
  for (const { bucket, keys } of filled) cellOf(bucket, JSON.parse(keys) as string[]);
  if (dimensions.length === 0 && (query.cumulative?.length || query.fill || !grain)) {
    for (const bucket of buckets) cellOf(bucket, []);
  }
  const taken = new Map(
    filled.map((cell) => [JSON.stringify([cell.bucket, JSON.parse(cell.keys), cell.suffix]), cell.facts]),
  );
  for (const [id, row] of rows) {
    const [bucket, keys] = JSON.parse(id) as [string | null, string[]];
    for (const { suffix } of variants) {
      const own = taken.get(JSON.stringify([bucket ?? undefined, keys, suffix])) ?? [];
      for (const metric of query.metrics) row[metric + suffix] = figureOf(metric, own, spot);
    }
  }
  return rows;
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day < to; day = shiftDays(day, 1)) days.push(day);
  return days;
}

/** What the columns of figures added up end with. */
export function suffixOf(cumulation: Cumulation): string {
  return 'toDate' in cumulation ? `_${cumulation.toDate[0]}td` : `_trailing_${cumulation.trailingDays}_days`;
}

function beginOf(day: string, cumulation: Cumulation): string {
  return 'toDate' in cumulation
    ? bucketOf(day, cumulation.toDate)
    : shiftDays(day, 1 - cumulation.trailingDays);
}

/** Holds an answer against what it must be, cell by cell. */
export function compareRows(
  actual: readonly Row[],
  expected: ReadonlyMap<string, Row>,
  columns: readonly MetricColumn[],
) {
  const keys = columns.filter(({ kind }) => kind === 'time' || kind === 'dimension').map(({ name }) => name);
  const order = (row: Row) => JSON.stringify(keys.map((name) => row[name]));
  const sorted = [...actual].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const wanted = [...expected.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  expect(sorted.map(order)).toEqual(wanted.map(order));
  for (const [index, row] of wanted.entries()) {
    for (const [name, value] of Object.entries(row)) {
      const got = sorted[index]![name];
      if (typeof value === 'number' && !Number.isInteger(value))
        expect(Number(got), name).toBeCloseTo(value, 2);
      else expect(got, `${name} of ${order(row)}`).toEqual(value);
    }
  }
}

/** The sale that a test's catalogue knows was held twice, 370 days apart. */
function daysBefore(asked: AskedComparison): number {
  if ('event' in asked) return 370;
  return 'period' in asked && asked.period === 'week_ago' ? 7 : 364;
}
