import { EntrepotError } from '#errors';

/** A wall clock's reading, without a zone. Milliseconds since 1970 as if it were UTC, so that dates can be counted. */
export type LocalTime = number;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Refuses what is not a time zone. */
export function requireZone(zone: string): string {
  try {
    formatOf(zone);
    return zone;
  } catch (cause) {
    throw new EntrepotError('QUERY_INVALID', `«${zone}» is no time zone.`, {
      asked: zone,
      fix: 'Use an IANA name such as Asia/Shanghai, or UTC.',
      cause,
    });
  }
}

/** What a clock in the zone shows at an instant. */
export function localTime(instant: number, zone: string): LocalTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts as Record<string, number>;
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) + (((instant % 1000) + 1000) % 1000);
}

/**
 * The instant at which a clock in the zone shows a time: the first of two in autumn; where the clock is put forward past
 * it, the instant the same distance after the jump began.
 */
export function instantOf(local: LocalTime, zone: string): number {
  const day = 86_400_000;
  const offsets = [offsetAt(local - day, zone), offsetAt(local + day, zone)];
  const candidates = offsets.map((offset) => local - offset);
  const exact = candidates.filter((instant) => localTime(instant, zone) === local);
  return exact.length > 0 ? Math.min(...exact) : local - offsets[0]!;
}

/** How far a clock in the zone is ahead of UTC, ms. */
export function offsetAt(instant: number, zone: string): number {
  return localTime(instant, zone) - instant;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}
