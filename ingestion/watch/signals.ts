import { z } from 'zod';
import type { Contract } from '../contracts/contract.ts';
import { order, searchTerm, socialTrend } from '../contracts/index.ts';

/** Something counted, of one series. */
export type Observation = {
  series: string;
  /** Start of what was counted, ms. */
  at: number;
  amount: number;
  /** What `amount` is the whole count of; absent where it is one more event. */
  minutes?: number;
  /** Counts once, however often it is delivered. */
  id?: string;
};

/** A kind of thing whose sudden rise must not wait for the next refresh of a model. */
export type Signal = {
  name: 'orders' | 'social' | 'search';
  contract: Contract;
  /** Where the time of a record stands in its JSON text; what is too old is left unread. */
  timeField: string;
  /** What a record says; throws what the record breaks. */
  read(body: unknown): Observation[];
  /**
   * Sums per series and hour of the day: key, slot, total, squares; for {since:DateTime} to {until:DateTime}.
   */
  hours: string;
  /** The first time there is anything of, as `first`. */
  first: string;
  /** Records older than this are history. */
  freshMs: number;
  /** Deviations, and the least count, that make a spike; an alert rule `demand_spike_<name>` may say otherwise. */
  thresholds: Thresholds;
  subject(series: string, count: number, expected: number, minutes: number): string;
};

export type Thresholds = { z: number; minimum: number };

/** Windows over which single events are counted: a spike must show in both, so that neither a burst nor a drift is one. */
export const windows = [10, 60] as const;

const sums = `key, slot, sum(n) as total, sum(n * n) as squares`;
const several = (count: number, expected: number) =>
  `${Math.round(count)} where ${expected < 10 ? expected.toFixed(1) : Math.round(expected)} are usual`;

const orderSeen = z.object({
  order_id: z.string(),
  placed_at: z.string(),
  status: z.string(),
  lines: z.array(z.object({ sku: z.string(), qty: z.string() })),
});

const orders: Signal = {
  name: 'orders',
  contract: order,
  timeField: 'placed_at',
  read: (body) => {
    const { order_id, placed_at, lines, status } = orderSeen.parse(body);
    if (status === 'cancelled') return [];
    const skus = new Set(lines.filter(({ qty }) => !qty.startsWith('-')).map(({ sku }) => sku));
    const at = Date.parse(placed_at);
    return [...skus].map((sku) => ({ series: sku, at, amount: 1, id: `${order_id} ${sku}` }));
  },
  hours: `select ${sums} from (
    select sku as key, toStartOfHour(placed_at) as hour, toHour(hour) as slot, toFloat64(uniq(order_id)) as n
    from ${order.table} array join lines.sku as sku
    where _ingested_at >= {since:DateTime('UTC')} and placed_at >= {since:DateTime('UTC')} and placed_at < {until:DateTime('UTC')}
    group by key, hour
  ) group by key, slot`,
  first: `select min(placed_at) as first from ${order.table}`,
  freshMs: windows[1] * 60_000,
  thresholds: { z: 5, minimum: 10 },
  subject: (sku, count, expected, minutes) =>
    `Orders of ${sku} leap: ${several(count, expected)} in ${minutes} minutes`,
};

const trendSeen = z.object({
  row_key: z.string(),
  platform: z.string(),
  topic: z.string(),
  window_start: z.string(),
  window_minutes: z.number(),
  mentions: z.number(),
});

const social: Signal = {
  name: 'social',
  contract: socialTrend,
  timeField: 'window_start',
  read: (body) => {
    const { platform, topic, window_start, window_minutes, mentions } = trendSeen.parse(body);
    const minutes = Math.max(1, window_minutes);
    return [{ series: `${platform}:${topic}`, at: Date.parse(window_start), amount: mentions, minutes }];
  },
  hours: `select ${sums} from (
    select concat(platform, ':', topic) as key, toStartOfHour(window_start) as hour, toHour(hour) as slot, toFloat64(sum(mentions)) as n
    from ${socialTrend.latestView}
    where window_start >= {since:DateTime('UTC')} and window_start < {until:DateTime('UTC')}
    group by key, hour
  ) group by key, slot`,
  first: `select min(window_start) as first from ${socialTrend.table}`,
  freshMs: 2 * 86_400_000,
  thresholds: { z: 5, minimum: 50 },
  subject: (topic, count, expected, minutes) =>
    `Talk about ${topic} leaps: ${several(count, expected)} mentions in ${minutes} minutes`,
};

const termSeen = z.object({
  row_key: z.string(),
  marketplace: z.string(),
  term: z.string(),
  date: z.string(),
  volume: z.number().nullish(),
  rank: z.number().nullish(),
});

/** Searches of a term by its rank where no volume is told: by Zipf's law they fall as 1/rank; of a million at rank 1. */
const zipf = 1_000_000;

const search: Signal = {
  name: 'search',
  contract: searchTerm,
  timeField: 'date',
  read: (body) => {
    const { marketplace, term, date, volume, rank } = termSeen.parse(body);
    const amount = volume ?? (rank ? zipf / rank : undefined);
    if (amount === undefined) return [];
    return [{ series: `${marketplace}:${term}`, at: Date.parse(date), amount, minutes: 1_440 }];
  },
  hours: `select ${sums} from (
    select concat(marketplace, ':', term) as key, date, 0 as slot, toFloat64(ifNull(max(ifNull(toFloat64(volume), ${zipf} / rank)), 0)) as n
    from ${searchTerm.latestView}
    where date >= toDate({since:DateTime('UTC')}) and date < toDate({until:DateTime('UTC')})
    group by key, date
  ) group by key, slot`,
  first: `select toDateTime(min(date), 'UTC') as first from ${searchTerm.table}`,
  freshMs: 3 * 86_400_000,
  thresholds: { z: 5, minimum: 100 },
  subject: (term, count, expected) => `Searches for ${term} leap: ${several(count, expected)} in a day`,
};

export const signals: readonly Signal[] = [orders, social, search];
