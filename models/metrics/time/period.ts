import { EntrepotError } from '#errors';
import { type MetricQuery, marketplaceZone, type TimeRange } from '../query.ts';
import { type Calendar, calendarOf, commonCalendar } from './calendar/calendar.ts';
import { campaignPeriod, type HeldEdition } from './campaign.ts';
import { type Compared, comparedWith } from './comparison.ts';
import type { EventEditions } from './events.ts';
import { presetPeriod } from './preset.ts';
import { instantOf, requireZone } from './zone.ts';

/** A stretch of time, from an instant up to but not including another. */
export type Period = { from: number; to: number };

export type ResolvedTime = {
  zone: string;
  /** Rows are counted on the days of their own marketplace; bounds are days of UTC. */
  isByMarketplace: boolean;
  calendar: Calendar;
  current: Period;
  /** The feast or campaign whose days were asked for. */
  campaign: HeldEdition | undefined;
  /** The periods compared with. */
  compared: readonly Compared[];
};

/** What a ClickHouse Date can hold, with room for zones and comparisons. */
const earliest = Date.UTC(1971, 0, 1) - 1;
const latest = Date.UTC(2141, 0, 1);

/** What is known beside the question. */
export type TimeContext = { events: EventEditions; calendar: Calendar };

/** The period asked for, and those compared with, at `now`. */
export function resolveTime(
  range: TimeRange,
  asked: Pick<MetricQuery, 'compare' | 'comparisons'>,
  now: Date,
  { events, calendar: company }: TimeContext = { events: new Map(), calendar: commonCalendar },
): ResolvedTime {
  requireOneRange(range);
  const isByMarketplace = range.timeZone === marketplaceZone;
  const zone = isByMarketplace ? 'UTC' : requireZone(range.timeZone ?? 'UTC');
  const calendar = calendarOf(company, range.calendar);
  const clock = { now: now.getTime(), zone, calendar };
  const campaign = range.campaign && campaignPeriod(range.campaign, events, clock);
  const current =
    campaign?.period ??
    (range.preset ? presetPeriod(range.preset, clock) : givenPeriod(range, clock.now, zone));
  if (current.from >= current.to) {
    throw new EntrepotError('QUERY_INVALID', 'The time asked for ends before it begins.', {
      asked: `${new Date(current.from).toISOString()} to ${new Date(current.to).toISOString()}`,
      fix: 'Let «to» be later than «from»; it is not included.',
    });
  }
  const compared = comparedWith(asked, { current, preset: range.preset, campaign, zone, events });
  const first = Math.min(...compared.map(({ from }) => from));
  if (first <= earliest) {
    throw new EntrepotError('QUERY_INVALID', 'The time compared with lies too far back.', {
      asked: new Date(first).toISOString(),
      fix: 'Compare with a time since 1971.',
    });
  }
  return { zone, isByMarketplace, calendar, current, campaign, compared };
}

function requireOneRange({ preset, campaign, from, to }: TimeRange): void {
  const given = Object.entries({ preset, campaign, bounds: from ?? to }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (given.length <= 1) return;
  throw new EntrepotError('QUERY_INVALID', `${given.join(' and ')} exclude each other.`, {
    asked: given.join(', '),
    fix: 'Give either «preset», or «campaign», or «from» and «to».',
  });
}

function givenPeriod({ from, to }: TimeRange, now: number, zone: string): Period {
  if (from === undefined) {
    throw new EntrepotError('QUERY_INVALID', 'The question has no beginning in time.', {
      fix: 'Give «preset», or «from» with or without «to».',
    });
  }
  return { from: boundOf(from, zone), to: to === undefined ? now + 1 : boundOf(to, zone) };
}

/** A date is its midnight in the zone, a time without offset is the zone's, anything else is an instant. */
function boundOf(text: string, zone: string): number {
  const dateOnly = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const wallClock = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(text);
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[-+]\d{2}:\d{2})$/.test(text);
  const read = Date.parse(wallClock ? `${text}Z` : text);
  const sameDay =
    !Number.isNaN(read) && (instant || new Date(read).toISOString().startsWith(text.slice(0, 10)));
  const known = read > earliest && read < latest;
  if ((dateOnly || wallClock || instant) && sameDay && known) return instant ? read : instantOf(read, zone);
  throw new EntrepotError('QUERY_INVALID', `«${text}» is no date or time.`, {
    asked: text,
    fix: 'Write 2026-03-01 or 2026-03-01T09:30:00Z, of the years 1971 to 2140.',
  });
}
