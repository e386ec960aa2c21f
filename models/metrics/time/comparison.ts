import { EntrepotError, nearest } from '#errors';
import type { AskedComparison, Comparison, MetricQuery, TimePreset } from '../query.ts';
import { previousShift } from './event-shift.ts';
import type { EventEditions } from './events.ts';
import type { Period } from './period.ts';
import { earlier, type Shift } from './shift.ts';
import { localTime } from './zone.ts';

/** A period compared with, how far before it lies, and how its columns are called. */
export type Compared = Period & {
  shift: Shift;
  /** Ends the name of the figure compared with: `_previous`, `_year_ago`. */
  suffix: string;
  /** Stands before `_delta` and `_ratio`. */
  stem: string;
};

export type ComparisonContext = {
  current: Period;
  preset: TimePreset | undefined;
  zone: string;
  events: EventEditions;
};

type Asked = { asked: AskedComparison; suffix: string; stem: string };

/** What a question is compared with. `compare` adds `_previous`; each of `comparisons` columns under its own name. */
export function comparedWith(
  { compare, comparisons = [] }: Pick<MetricQuery, 'compare' | 'comparisons'>,
  context: ComparisonContext,
): Compared[] {
  const named = comparisons.map((asked): Asked => ({ asked, suffix: nameOf(asked), stem: nameOf(asked) }));
  const all: Asked[] = [
    ...(compare ? [{ asked: { period: compare }, suffix: '_previous', stem: '' }] : []),
    ...new Map(named.map((each) => [each.suffix, each])).values(),
  ];
  return all.map(({ asked, suffix, stem }) => {
    const shift = shiftOf(asked, context);
    const { current, zone } = context;
    return {
      ...{ shift, suffix, stem },
      from: earlier(current.from, shift, zone),
      to: earlier(current.to, shift, zone),
    };
  });
}

function nameOf(asked: AskedComparison): string {
  if ('period' in asked) return `_${asked.period}`;
  if ('event' in asked) return `_last_${asked.event}`;
  const { count, unit } = asked.ago;
  return `_${count}_${unit}${count === 1 ? '' : 's'}_ago`;
}

function shiftOf(asked: AskedComparison, context: ComparisonContext): Shift {
  if ('period' in asked) return shiftOfPeriod(asked.period, context);
  if ('ago' in asked) return shiftAgo(asked.ago);
  const { events, current, zone } = context;
  const editions = events.get(asked.event);
  if (editions) return previousShift(asked.event, editions, current, zone);
  throw new EntrepotError('QUERY_INVALID', `There is no event «${asked.event}» to compare by.`, {
    asked: asked.event,
    available: nearest(asked.event, events.keys(), 12),
    fix: 'Use one of the events listed, or add its days to the seed dim_event.',
  });
}

function shiftAgo({ count, unit }: Extract<AskedComparison, { ago: unknown }>['ago']): Shift {
  const days = { day: 1, week: 7 } as const;
  if (unit === 'day' || unit === 'week') return { unit: 'day', amount: count * days[unit] };
  const months = { month: 1, quarter: 3, year: 12 } as const;
  return { unit: 'month', amount: count * months[unit] };
}

function shiftOfPeriod(compare: Comparison, { preset, current, zone }: ComparisonContext): Shift {
  if (compare === 'week_ago') return { unit: 'day', amount: 7 };
  if (compare === 'year_ago') return { unit: 'month', amount: 12 };
  if (compare === 'year_ago_weekday') return { unit: 'day', amount: 364 };
  if (preset !== undefined) return presetShifts[preset];
  const { from, to } = current;
  return lengthOf(localTime(from, zone), localTime(to, zone)) ?? { unit: 'millisecond', amount: to - from };
}

const days = (amount: number): Shift => ({ unit: 'day', amount });
const months = (amount: number): Shift => ({ unit: 'month', amount });

/** How far the period before a preset's lies, though the preset's may not be over yet. */
const presetShifts: Readonly<Record<TimePreset, Shift>> = {
  ...{
    today: days(1),
    yesterday: days(1),
    last_7_days: days(7),
    last_28_days: days(28),
    last_90_days: days(90),
  },
  ...{ week_to_date: days(7), last_week: days(7), month_to_date: months(1), last_month: months(1) },
  ...{ quarter_to_date: months(3), last_quarter: months(3), year_to_date: months(12), last_year: months(12) },
  last_12_months: months(12),
};

const day = 86_400_000;

/** Whole months or whole days between two midnights; nothing for other stretches. */
function lengthOf(from: number, to: number): Shift | undefined {
  if (from % day !== 0 || to % day !== 0) return undefined;
  const [start, end] = [new Date(from), new Date(to)];
  if (start.getUTCDate() === 1 && end.getUTCDate() === 1) {
    const years = end.getUTCFullYear() - start.getUTCFullYear();
    return months(years * 12 + end.getUTCMonth() - start.getUTCMonth());
  }
  return days((to - from) / day);
}
