import { EntrepotError } from '#errors';
import type { AskedComparison, Comparison, MetricQuery, TimePreset } from '../query.ts';
import { editionsOf, editionText, type HeldEdition } from './campaign.ts';
import { previousShift } from './event-shift.ts';
import type { EventEditions } from './events.ts';
import { daysWithoutCounterpart } from './missing-days.ts';
import type { Period } from './period.ts';
import { presetShifts } from './preset.ts';
import { earlier, endBefore, type Shift } from './shift.ts';
import { instantOf, localTime } from './zone.ts';

/** A period compared with, how far before it lies, and how its columns are called. */
export type Compared = Period & {
  shift: Shift;
  /** Ends the name of the figure compared with: `_previous`, `_year_ago`. */
  suffix: string;
  /** Stands before `_delta` and `_ratio`. */
  stem: string;
  /** Days of the period asked for that no day compared with falls on, such as a 29th of February. */
  missing: readonly string[];
};

export type ComparisonContext = {
  current: Period;
  preset: TimePreset | undefined;
  campaign: HeldEdition | undefined;
  zone: string;
  events: EventEditions;
};

type Asked = { asked: AskedComparison; suffix: string; stem: string };

const day = 86_400_000;

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
  return all.map(({ asked, suffix, stem }) => ({ suffix, stem, ...periodOf(asked, context) }));
}

function nameOf(asked: AskedComparison): string {
  if ('period' in asked) return `_${asked.period}`;
  if ('event' in asked) return `_last_${asked.event}`;
  const { count, unit } = asked.ago;
  return `_${count}_${unit}${count === 1 ? '' : 's'}_ago`;
}

function periodOf(asked: AskedComparison, context: ComparisonContext): Omit<Compared, 'suffix' | 'stem'> {
  const { current, zone } = context;
  if ('period' in asked && asked.period === 'same_campaign_day') return sameCampaignDay(context);
  const shift = shiftOf(asked, context);
  const missing = daysWithoutCounterpart(current, shift, zone);
  return { shift, from: earlier(current.from, shift, zone), to: endBefore(current, shift, zone), missing };
}

/** Day k of the campaign asked for against day k of the one before; nothing stands against days that one did not have. */
function sameCampaignDay({ campaign, current, zone, events }: ComparisonContext) {
  if (!campaign?.before) {
    throw new EntrepotError(
      'QUERY_INVALID',
      campaign
        ? `There is no «${campaign.event}» before the edition ${campaign.edition}.`
        : 'The question is not about a campaign, so its days have no number.',
      {
        asked: 'same_campaign_day',
        available: campaign ? editionsOf(campaign.event, events).map(editionText) : [...events.keys()],
        fix: campaign
          ? 'Ask for a later edition, or add the one before to the seed dim_event.'
          : 'Give «time.campaign», or compare by «event».',
      },
    );
  }
  const { from, to, before } = campaign;
  const shift: Shift = { unit: 'day', amount: (Date.parse(from) - Date.parse(before.from)) / day };
  const end = instantOf(Date.parse(before.to) + day, zone);
  const firstMissing = Date.parse(before.to) + (shift.amount + 1) * day;
  const longer = Math.max(0, (Date.parse(to) - firstMissing) / day + 1);
  return {
    shift,
    from: earlier(current.from, shift, zone),
    to: Math.min(earlier(current.to, shift, zone), end),
    missing: Array.from({ length: longer }, (_, index) =>
      new Date(firstMissing + index * day).toISOString().slice(0, 10),
    ),
  };
}

function shiftOf(asked: AskedComparison, context: ComparisonContext): Shift {
  if ('period' in asked) return shiftOfPeriod(asked.period, context);
  if ('ago' in asked) return shiftAgo(asked.ago);
  const { events, current, zone } = context;
  return previousShift(asked.event, editionsOf(asked.event, events), current, zone);
}

function shiftAgo({ count, unit }: Extract<AskedComparison, { ago: unknown }>['ago']): Shift {
  const days = { day: 1, week: 7 } as const;
  if (unit === 'day' || unit === 'week') return { unit: 'day', amount: count * days[unit] };
  const months = { month: 1, quarter: 3, year: 12 } as const;
  return { unit: 'month', amount: count * months[unit] };
}

function shiftOfPeriod(compare: Comparison, { preset, campaign, current, zone }: ComparisonContext): Shift {
  if (compare === 'week_ago') return { unit: 'day', amount: 7 };
  if (compare === 'year_ago') return { unit: 'month', amount: 12 };
  if (compare === 'year_ago_weekday') return { unit: 'day', amount: 364 };
  if (preset !== undefined) return presetShifts[preset];
  const [from, to] = [current.from, current.to].map((instant) => localTime(instant, zone)) as [
    number,
    number,
  ];
  // A campaign under way is compared with as many days as it has had.
  if (campaign) return { unit: 'day', amount: Math.ceil((to - from) / day) };
  return lengthOf(from, to) ?? { unit: 'millisecond', amount: current.to - current.from };
}

/** Whole months or whole days between two midnights; nothing for other stretches. */
function lengthOf(from: number, to: number): Shift | undefined {
  if (from % day !== 0 || to % day !== 0) return undefined;
  const [start, end] = [new Date(from), new Date(to)];
  if (start.getUTCDate() === 1 && end.getUTCDate() === 1) {
    const years = end.getUTCFullYear() - start.getUTCFullYear();
    return { unit: 'month', amount: years * 12 + end.getUTCMonth() - start.getUTCMonth() };
  }
  return { unit: 'day', amount: (to - from) / day };
}
