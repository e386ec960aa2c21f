/** Days are numbered from 1970-01-01; instants are milliseconds of UTC. */
export const dayLength = 86_400_000;

export function dayOf(isoDay: string): number {
  return Math.floor(Date.parse(`${isoDay}T00:00:00Z`) / dayLength);
}

export function isoDay(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

export function isoInstant(at: number): string {
  return new Date(at).toISOString();
}

export function yearOf(day: number): number {
  return new Date(day * dayLength).getUTCFullYear();
}

/** 0 is Monday. */
export function weekday(day: number): number {
  return (day + 3) % 7;
}

/** Day of the year as a share of it, [0, 1). */
export function yearShare(day: number): number {
  const year = yearOf(day);
  return (day - dayOf(`${year}-01-01`)) / 366;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const midnights = new Map<string, Map<number, number>>();

/** Offset of a zone's wall clock from UTC at an instant, in ms. */
function offsetAt(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
  const wall = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
  return wall - Math.floor(at / 1_000) * 1_000;
}

/** The instant at which a zone's clocks show a time, given as if it were UTC: `Date.UTC(2011, 6, 1, 9, 30)`. */
export function instantOf(zone: string, wall: number): number {
  const guess = wall - offsetAt(zone, wall);
  return wall - offsetAt(zone, guess);
}

/** The instant at which a calendar day begins in a zone. */
export function midnight(zone: string, day: number): number {
  let known = midnights.get(zone);
  if (!known) {
    known = new Map();
    midnights.set(zone, known);
  }
  let at = known.get(day);
  if (at === undefined) {
    const wall = day * dayLength;
    at = instantOf(zone, wall);
    // Where clocks jump at midnight itself (Chile), the day begins at the jump.
    if (at + offsetAt(zone, at) < wall) at += 3_600_000;
    known.set(day, at);
  }
  return at;
}

/** The calendar day of an instant in a zone. */
export function localDay(zone: string, at: number): number {
  const day = Math.floor(at / dayLength);
  if (at < midnight(zone, day)) return day - 1;
  return at < midnight(zone, day + 1) ? day : day + 1;
}
