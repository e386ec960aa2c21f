import type { MetricQueryInput } from '#client';

const currency = { mode: 'REPORTING' } as const;

/** The reader's own day: «today» begins at the reader's midnight. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const todayMetrics = ['net_sales', 'orders', 'units', 'average_order_value'];
export const monthMetrics = [
  'net_revenue',
  'contribution_margin_3',
  'cm3_rate',
  'refund_rate',
  'on_time_rate',
];

/** What the overview asks. */
export const questions = {
  today: { metrics: todayMetrics, time: { preset: 'TODAY', timeZone }, compare: 'WEEK_AGO', currency },
  hours: { metrics: todayMetrics, time: { preset: 'TODAY', timeZone, grain: 'HOUR' }, currency },
  month: { metrics: monthMetrics, time: { preset: 'LAST_28_DAYS' }, compare: 'PREVIOUS_PERIOD', currency },
  trend: {
    metrics: ['net_sales'],
    time: { preset: 'LAST_28_DAYS', grain: 'DAY' },
    compare: 'PREVIOUS_PERIOD',
    currency,
  },
  channels: {
    metrics: ['net_sales', 'orders', 'average_order_value'],
    dimensions: ['channel'],
    time: { preset: 'LAST_28_DAYS' },
    compare: 'PREVIOUS_PERIOD',
    currency,
    orderBy: [{ field: 'net_sales', direction: 'DESC' }],
    limit: 12,
  },
} as const satisfies Record<string, MetricQueryInput>;
