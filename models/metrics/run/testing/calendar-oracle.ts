import type { CalendarChoice } from '../../time/calendar/calendar.ts';
import { shown } from '../oracle.ts';
import { brands, functional, localDay, type Sample } from '../sample.ts';
import { shiftDays } from '../shape-oracle.ts';

/** A row of any model under the day it counts for; written for tests, without any of the compiler's code. */
export type Row = {
  day: string;
  at: number;
  dimensions: Readonly<Record<string, string>>;
  line?: Sample['lines'][number] & { isFollowed: boolean };
  ad?: Sample['ads'][number];
  stock?: Sample['stock'][number];
};

export const calendarMetrics = [
  'units',
  'orders',
  'net_sales',
  'cancellation_rate',
  'average_order_value',
  'ad_spend',
  'clicks',
  'quantity_p90',
  'stock_available',
  'repeats',
] as const;

export function rowsOfSample(sample: Sample, zone: string, metrics: readonly string[]): Row[] {
  const models = new Set(metrics.map(modelOf));
  const customers = Map.groupBy(sample.lines, ({ customer_key }) => customer_key);
  const scope = (row: { channel: string; shop_id: string; entity: string }) => ({
    ...{ channel: row.channel, shop_id: row.shop_id },
    functional_currency: functional[row.entity]!,
  });
  return [
    ...sample.lines.map((line) => ({
      day: zone === 'marketplace' ? line.business_day : localDay(line.placed_at, zone),
      at: line.placed_at,
      dimensions: { ...scope(line), brand: brands[line.sku] ?? '' },
      line: { ...line, isFollowed: isFollowed(line, customers.get(line.customer_key)!) },
    })),
    ...sample.ads.map((ad) => ({ day: ad.business_day, at: 0, dimensions: scope(ad), ad })),
    ...sample.stock.map((stock) => ({
      ...{ day: stock.stock_day, at: Date.parse(stock.stock_day), dimensions: {}, stock },
    })),
  ].filter((row) => models.has('line' in row ? 'line' : 'ad' in row ? 'ad' : 'stock'));
}

/** A later line of the same customer, of more than two pieces, within twenty days. */
function isFollowed({ placed_at }: Sample['lines'][number], own: Sample['lines']): boolean {
  const end = placed_at + 20 * 86_400_000;
  return own.some((next) => next.qty > 2 && next.placed_at > placed_at && next.placed_at <= end);
}

function modelOf(metric: string): string {
  if (metric === 'stock_available') return 'stock';
  return metric === 'clicks' || metric === 'ad_spend' ? 'ad' : 'line';
}

type Exchange = (amount: bigint, day: string, base: string, quote: string) => bigint;
/** Money is exact, in 10^-24. */
export type Figure = bigint | number | null;

export function figureOf(metric: string, rows: readonly Row[], quote: string, exchange: Exchange): Figure {
  const lines = rows.flatMap(({ line }) => line ?? []);
  const into = (entity: string) => (quote === 'functional' ? functional[entity]! : quote);
  const net = lines.reduce(
    (sum, line) => sum + exchange(line.net, line.business_day, line.currency, into(line.entity)),
    0n,
  );
  const orders = (of: typeof lines) => new Set(of.map(({ order_id }) => order_id)).size;
  const cancelled = orders(lines.filter(({ status }) => status === 'cancelled'));
  const quantities = lines.map(({ qty }) => qty).sort((a, b) => a - b);
  switch (metric) {
    case 'units':
      return quantities.reduce((sum, qty) => sum + qty, 0);
    case 'orders':
      return orders(lines);
    case 'net_sales':
      return net;
    case 'cancellation_rate':
      return lines.length === 0 ? null : cancelled / orders(lines);
    case 'average_order_value':
      return orders(lines) === cancelled ? null : net / BigInt(orders(lines) - cancelled);
    case 'ad_spend':
      return rows.reduce(
        (sum, { ad }) => (ad ? sum + exchange(ad.spend, ad.business_day, ad.currency, into(ad.entity)) : sum),
        0n,
      );
    case 'clicks':
      return rows.reduce((sum, { ad }) => sum + (ad?.clicks ?? 0), 0);
    case 'quantity_p90':
      return quantities[Math.floor(quantities.length * 0.9)] ?? null;
    case 'repeats':
      return new Set(lines.flatMap((line) => (line.isFollowed ? [line.customer_key] : []))).size;
    case 'stock_available':
      return levels(rows);
    default:
      throw new Error(`no oracle for ${metric}`);
  }
}

function levels(rows: readonly Row[]): number {
  const things = Map.groupBy(
    rows.flatMap(({ stock, at }) => (stock ? [{ ...stock, at }] : [])),
    ({ node_id, sku }) => `${node_id} ${sku}`,
  );
  const last = [...things.values()].map((own) => own.toSorted((a, b) => a.at - b.at).at(-1)!.available);
  return last.reduce((sum, level) => sum + level, 0);
}

/** As the answer shows it. */
export function displayed(metric: string, figure: Figure, digits: number): string | number | null {
  if (typeof figure === 'bigint') return shown(figure, digits);
  return figure !== null && ['units', 'stock_available'].includes(metric) ? String(figure) : figure;
}

/** First day of the stretch a day is in, found by walking the calendar day by day. */
export function bucketOfDay(day: string, grain: string, calendar: CalendarChoice): string {
  const begins = beginningOf(grain, calendar);
  let start = day;
  while (!begins(start)) start = shiftDays(start, -1);
  return start;
}

function beginningOf(grain: string, { weekStart, fiscalStart = 1, retail }: CalendarChoice) {
  const monthOf = (day: string) => Number(day.slice(5, 7));
  const isFirst = (day: string) => day.endsWith('-01');
  const weekday = (day: string) => new Date(day).getUTCDay();
  switch (grain) {
    case 'week':
      return (day: string) => weekday(day) === (weekStart === 'sunday' ? 0 : 1);
    case 'month':
    case 'fiscal_month':
      return isFirst;
    case 'quarter':
      return (day: string) => isFirst(day) && monthOf(day) % 3 === 1;
    case 'year':
      return (day: string) => isFirst(day) && monthOf(day) === 1;
    case 'fiscal_quarter':
      return (day: string) => isFirst(day) && (monthOf(day) - fiscalStart + 12) % 3 === 0;
    case 'fiscal_year':
      return (day: string) => isFirst(day) && monthOf(day) === fiscalStart;
    case 'retail_week':
    case 'retail_month':
    case 'retail_quarter':
    case 'retail_year':
      return (day: string) =>
        retailStarts(retail as Retail)
          .get(day)
          ?.has(grain) ?? false;
    default:
      return () => true;
  }
}

type Retail = Required<NonNullable<CalendarChoice['retail']>>;
const known = new Map<string, Map<string, Set<string>>>();
const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Every first day from 2021 to 2028 with the units that begin on it. */
function retailStarts(rule: Retail): Map<string, Set<string>> {
  const id = JSON.stringify(rule);
  const found = known.get(id) ?? walk(rule);
  known.set(id, found);
  return found;
}

function walk({ pattern, ends, weekday, month }: Retail): Map<string, Set<string>> {
  const starts = new Map<string, Set<string>>();
  const isWeekday = (day: string) => names[new Date(day).getUTCDay()] === weekday;
  const monthIs = (day: string) => Number(day.slice(5, 7)) === month;
  const lastOfMonth = (day: string) => monthIs(day) && !monthIs(shiftDays(day, 1));
  const isEnd = (day: string) =>
    isWeekday(day) &&
    (ends === 'last'
      ? monthIs(day) && !monthIs(shiftDays(day, 7))
      : [-3, -2, -1, 0, 1, 2, 3].some((away) => lastOfMonth(shiftDays(day, away))));
  const lengths = pattern.split('-').map(Number);
  let week = -1;
  for (let day = '2020-01-01'; day < '2029-01-01'; day = shiftDays(day, 1)) {
    const before = shiftDays(day, -1);
    if (isEnd(before)) week = 0;
    else if (isWeekday(before) && week >= 0) week++;
    if (week < 0 || !isWeekday(before)) continue;
    const inQuarter = Math.min(week, 52) % 13;
    const isExtra = week === 52;
    const months = [0, lengths[0]!, lengths[0]! + lengths[1]!];
    starts.set(
      day,
      new Set([
        'retail_week',
        ...(!isExtra && months.includes(inQuarter) ? ['retail_month'] : []),
        ...(!isExtra && inQuarter === 0 ? ['retail_quarter'] : []),
        ...(week === 0 ? ['retail_year'] : []),
      ]),
    );
  }
  return starts;
}
