import { EntrepotError } from '#errors';
import type { MetricQuery, TimePreset, TimeRange } from '../query.ts';
import { type Compared, comparedWith } from './comparison.ts';
import type { EventEditions } from './events.ts';
import { instantOf, localTime, requireZone } from './zone.ts';

/** A stretch of time, from an instant up to but not including another. */
export type Period = { from: number; to: number };

export type ResolvedTime = {
  zone: string;
  current: Period;
  /** The periods compared with. */
  compared: readonly Compared[];
};

const day = 86_400_000;
/** What a ClickHouse Date can hold, with room for zones and comparisons. */
const earliest = Date.UTC(1971, 0, 1) - 1;
const latest = Date.UTC(2141, 0, 1);

/** The period asked for, and those compared with, at `now`. */
export function resolveTime(
  range: TimeRange,
  asked: Pick<MetricQuery, 'compare' | 'comparisons'>,
  now: Date,
  events: EventEditions = new Map(),
): ResolvedTime {
  const zone = requireZone(range.timeZone ?? 'UTC');
  const current = range.preset
    ? presetPeriod(range.preset, range, now.getTime(), zone)
    : givenPeriod(range, now.getTime(), zone);
  if (current.from >= current.to) {
    throw new EntrepotError('QUERY_INVALID', 'The time asked for ends before it begins.', {
      asked: `${new Date(current.from).toISOString()} to ${new Date(current.to).toISOString()}`,
      fix: 'Let «to» be later than «from»; it is not included.',
    });
  }
  const compared = comparedWith(asked, { current, preset: range.preset, zone, events });
  return { zone, current, compared };
}

function presetPeriod(preset: TimePreset, range: TimeRange, now: number, zone: string): Period {
  if (range.from !== undefined || range.to !== undefined) {
    throw new EntrepotError('QUERY_INVALID', 'A preset and bounds exclude each other.', {
      asked: preset,
      fix: 'Give either «preset» or «from» and «to».',
    });
  }
  const local = localTime(now, zone);
  const midnight = local - (((local % day) + day) % day);
  const from = (start: number) => ({ from: instantOf(start, zone), to: now + 1 });
  const between = (start: number, end: number) => ({
    from: instantOf(start, zone),
    to: instantOf(end, zone),
  });
  const date = new Date(midnight);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const monday = midnight - ((date.getUTCDay() + 6) % 7) * day;
  const quarter = month - (month % 3);
  switch (preset) {
    case 'today':
      return from(midnight);
    case 'yesterday':
      return between(midnight - day, midnight);
    case 'last_7_days':
      return from(midnight - 6 * day);
    case 'last_28_days':
      return from(midnight - 27 * day);
    case 'last_90_days':
      return from(midnight - 89 * day);
    case 'week_to_date':
      return from(monday);
    case 'last_week':
      return between(monday - 7 * day, monday);
    case 'month_to_date':
      return from(Date.UTC(year, month, 1));
    case 'last_month':
      return between(Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1));
    case 'quarter_to_date':
      return from(Date.UTC(year, quarter, 1));
    case 'last_quarter':
      return between(Date.UTC(year, quarter - 3, 1), Date.UTC(year, quarter, 1));
    case 'year_to_date':
      return from(Date.UTC(year, 0, 1));
    case 'last_year':
      return between(Date.UTC(year - 1, 0, 1), Date.UTC(year, 0, 1));
    case 'last_12_months':
      return between(Date.UTC(year, month - 12, 1), Date.UTC(year, month, 1));
  }
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
