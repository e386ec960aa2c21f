import type { Grain } from '../query.ts';
import { shown } from './oracle.ts';
import { localDay, type Sample } from './sample.ts';

/** A row of either model under the day it counts for; written for tests, without any of the compiler's code. */
export type Fact = {
  day: string;
  dimensions: Readonly<Record<string, string>>;
  line?: {
    order: string;
    net: bigint;
    business_day: string;
    currency: string;
    qty: number;
    cancelled: boolean;
  };
  ad?: { clicks: number };
};

export type Exchange = (amount: bigint, day: string, base: string, quote: string) => bigint;

export const shapeMetrics = [
  'units',
  'orders',
  'order_lines',
  'net_sales',
  'cancellation_rate',
  'average_order_value',
  'clicks',
] as const;

/** The rows of the models that the metrics are of. */
export function factsOf({ lines, ads }: Sample, zone: string, metrics: readonly string[]): Fact[] {
  const ofLines = metrics.some((metric) => metric !== 'clicks');
  return [
    ...(ofLines ? lines : []).map((line) => ({
      day: localDay(line.placed_at, zone),
      dimensions: {
        channel: line.channel,
        shop_id: line.shop_id,
        profit_center: line.profit_center,
        sku: line.sku,
      },
      line: {
        ...{ order: line.order_id, net: line.net, business_day: line.business_day },
        ...{ currency: line.currency, qty: line.qty, cancelled: line.status === 'cancelled' },
      },
    })),
    ...(metrics.includes('clicks') ? ads : []).map((ad) => ({
      day: ad.business_day,
      dimensions: { channel: ad.channel, shop_id: ad.shop_id, profit_center: ad.profit_center },
      ad: { clicks: ad.clicks },
    })),
  ];
}

/** A metric over some rows, as an answer shows it. */
export function figureOf(metric: string, facts: readonly Fact[], spot: Exchange): string | number | null {
  const lines = facts.flatMap(({ line }) => (line ? [line] : []));
  const orders = new Set(lines.map(({ order }) => order)).size;
  const cancelled = new Set(lines.filter((line) => line.cancelled).map(({ order }) => order)).size;
  const net = lines.reduce((sum, line) => sum + spot(line.net, line.business_day, line.currency, 'CNY'), 0n);
  switch (metric) {
    case 'units':
      return String(lines.reduce((sum, { qty }) => sum + qty, 0));
    case 'orders':
      return orders;
    case 'order_lines':
      return lines.length;
    case 'net_sales':
      return shown(net, 2);
    case 'cancellation_rate':
      return orders === 0 ? null : cancelled / orders;
    case 'average_order_value':
      return orders === cancelled ? null : shown(net / BigInt(orders - cancelled), 2);
    case 'clicks':
      return facts.reduce((sum, { ad }) => sum + (ad?.clicks ?? 0), 0);
    default:
      throw new Error(`no oracle for ${metric}`);
  }
}

const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const text = (date: Date) => date.toISOString().slice(0, 10);

export function shiftDays(day: string, days: number): string {
  return text(new Date(utc(day).getTime() + days * 86_400_000));
}

/** The same date so many years later; the 29th of February becomes the 28th. */
export function shiftYears(day: string, years: number): string {
  const moved = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  return moved.endsWith('02-29') &&
    text(utc(`${moved.slice(0, 4)}-03-01`)) !== shiftDays(`${moved.slice(0, 4)}-02-28`, 2)
    ? moved.replace('02-29', '02-28')
    : moved;
}

export function bucketOf(day: string, grain: Grain): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  switch (grain) {
    case 'week':
      return shiftDays(day, -((utc(day).getUTCDay() + 6) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return `${year}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
    case 'year':
      return `${year}-01-01`;
    default:
      return day;
  }
}
