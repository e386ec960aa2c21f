import { EntrepotError } from '#errors';
import type { Comparison, TimePreset, TimeRange } from '../query.ts';
import { earlier, type Shift } from './shift.ts';
import { instantOf, localTime, requireZone } from './zone.ts';

/** A stretch of time, from an instant up to but not including another. */
export type Period = { from: number; to: number };

export type ResolvedTime = {
  zone: string;
  current: Period;
  /** The period compared with, and how far before it lies. */
  previous?: Period & { shift: Shift };
};

const day = 86_400_000;
/** What a ClickHouse Date can hold, with room for zones and comparisons. */
const earliest = Date.UTC(1971, 0, 1) - 1;
const latest = Date.UTC(2141, 0, 1);

/** The period asked for, and the one compared with, at `now`. */
export function resolveTime(range: TimeRange, compare: Comparison | undefined, now: Date): ResolvedTime {
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
  if (compare === undefined) return { zone, current };
  const shift = shiftOf(compare, range.preset, current, zone);
  const previous = {
    from: earlier(current.from, shift, zone),
    to: earlier(current.to, shift, zone),
    shift,
  };
  return { zone, current, previous };
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
  const date = new Date(midnight);
  switch (preset) {
    case 'today':
      return from(midnight);
    case 'yesterday':
      return { from: instantOf(midnight - day, zone), to: instantOf(midnight, zone) };
    case 'last_7_days':
      return from(midnight - 6 * day);
    case 'last_28_days':
      return from(midnight - 27 * day);
    case 'last_90_days':
      return from(midnight - 89 * day);
    case 'month_to_date':
      return from(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
    case 'year_to_date':
      return from(Date.UTC(date.getUTCFullYear(), 0, 1));
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

function shiftOf(
  compare: Comparison,
  preset: TimePreset | undefined,
  { from, to }: Period,
  zone: string,
): Shift {
  if (compare === 'week_ago') return { unit: 'day', amount: 7 };
  if (compare === 'year_ago') return { unit: 'month', amount: 12 };
  const days = { today: 1, yesterday: 1, last_7_days: 7, last_28_days: 28, last_90_days: 90 } as const;
  if (preset === 'month_to_date') return { unit: 'month', amount: 1 };
  if (preset === 'year_to_date') return { unit: 'month', amount: 12 };
  if (preset !== undefined) return { unit: 'day', amount: days[preset] };
  return lengthOf(localTime(from, zone), localTime(to, zone)) ?? { unit: 'millisecond', amount: to - from };
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
