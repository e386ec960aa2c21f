import type { AskedComparison, MetricQuery } from '../../query.ts';
import { shiftDays } from '../shape-oracle.ts';
import { bucketOfDay, type Row } from './calendar-oracle.ts';

/** A sale held every 373 days; the last time it was longer. */
export const sales = [
  { edition: 'zeroth', from: '2024-01-01', to: '2024-01-07' },
  { edition: 'first', from: '2025-01-08', to: '2025-01-14' },
  { edition: 'second', from: '2026-01-16', to: '2026-01-26' },
] as const;
export const sale = 373;

export type Days = { from: string; to: string };
/** A variant of a figure: where a day counts, and which days of the question have none. */
export type Variant = { suffix: string; stem?: string; aligned: (day: string) => string | undefined };

export function variantsOf(query: MetricQuery, { from, to }: Days): Variant[] {
  const within = (day: string) => (day >= from && day < to ? day : undefined);
  const asked = [
    ...(query.compare ? [{ period: query.compare, suffix: '_previous', stem: '' }] : []),
    ...(query.comparisons ?? []).map((each) => ({ ...each, suffix: nameOf(each), stem: nameOf(each) })),
  ];
  return [
    { suffix: '', aligned: within },
    ...asked.map(({ suffix, stem, ...each }) => ({ suffix, stem, aligned: alignment(each, { from, to }) })),
  ];
}

export function nameOf(asked: AskedComparison): string {
  if ('event' in asked) return '_last_sale';
  if ('period' in asked) return `_${asked.period}`;
  return `_${asked.ago.count}_${asked.ago.unit}s_ago`;
}

function alignment(asked: AskedComparison, { from, to }: Days): Variant['aligned'] {
  const within = (day: string) => (day >= from && day < to ? day : undefined);
  const byDays = (count: number) => (day: string) => within(shiftDays(day, count));
  const byMonths = (count: number) => (day: string) => {
    const last = shiftDays(to, -1);
    const isWholeMonths = from.endsWith('-01') && to.endsWith('-01');
    const end = isWholeMonths ? monthsAway(to, -count) : shiftDays(monthsAway(last, -count), 1);
    const isBefore = day >= monthsAway(from, -count) && day < end;
    const moved = monthsAway(day, count);
    return isBefore ? [from, moved, last].sort()[1] : undefined;
  };
  if ('event' in asked) return byDays(sale);
  if ('ago' in asked) return asked.ago.unit === 'month' ? byMonths(asked.ago.count) : byDays(asked.ago.count);
  switch (asked.period) {
    case 'week_ago':
      return byDays(7);
    case 'year_ago':
      return byMonths(12);
    case 'year_ago_weekday':
      return byDays(364);
    case 'same_campaign_day':
      return (day) => (day >= sales[1].from && day <= sales[1].to ? within(shiftDays(day, sale)) : undefined);
    default: {
      const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
      const isWholeMonths = from.endsWith('-01') && to.endsWith('-01');
      const months =
        (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
        Number(to.slice(5, 7)) -
        Number(from.slice(5, 7));
      return isWholeMonths ? byMonths(months) : byDays(days);
    }
  }
}

/** The same date so many months away, or the last of a shorter month. */
function monthsAway(day: string, count: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const name = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  for (let date = Number(day.slice(8)); ; date--) {
    const found = `${name}-${String(date).padStart(2, '0')}`;
    if (new Date(found).getUTCDate() === date) return found;
  }
}

export type Cells = Map<string, Map<string, Row[] | 'nothing to compare'>>;

export function cellsOf(
  query: MetricQuery,
  days: Days,
  rows: readonly Row[],
  variants: readonly Variant[],
): Cells {
  const { grain, calendar = {} } = query.time;
  const bucket = (day: string) => (grain ? bucketOfDay(day, grain, calendar) : '');
  const cells: Cells = new Map();
  for (const { suffix, aligned } of variants) {
    for (const row of rows) {
      const day = aligned(row.day);
      if (day === undefined) continue;
      const id = JSON.stringify([
        bucket(day),
        ...(query.dimensions ?? []).map((name) => row.dimensions[name]),
      ]);
      const cell = cells.get(id) ?? new Map<string, Row[]>();
      cells.set(id, cell);
      const known = cell.get(suffix);
      if (Array.isArray(known)) known.push(row);
      else cell.set(suffix, [row]);
    }
  }
  if (!grain && !query.dimensions?.length && cells.size === 0) cells.set('[""]', new Map());
  if (grain) markMissing(cells, days, variants, bucket);
  return cells;
}

/** Stretches none of whose days has a day to be compared with. */
function markMissing(
  cells: Cells,
  { from, to }: Days,
  variants: readonly Variant[],
  bucket: (day: string) => string,
) {
  const all = daysBetween(from, to);
  for (const { suffix, aligned } of variants.slice(1)) {
    const reached = new Set(daysBetween(shiftDays(from, -1_200), to).map(aligned));
    const open = new Set(all.filter((day) => reached.has(day)).map(bucket));
    for (const [id, cell] of cells) {
      if (!open.has((JSON.parse(id) as string[])[0]!)) cell.set(suffix, 'nothing to compare');
    }
  }
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day < to; day = shiftDays(day, 1)) days.push(day);
  return days;
}
