/** Marks are what an API sorts changes by: ISO 8601 times, seconds or milliseconds since 1970, or growing numbers. */

const isoTime = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** The later of two marks. Times are compared as times, numbers as numbers, anything else as text. */
export function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const [first, second] = [instantOf(a), instantOf(b)];
  if (first !== undefined && second !== undefined) return second > first ? b : a;
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return BigInt(b) > BigInt(a) ? b : a;
  return b > a ? b : a;
}

/** A mark set back by some time, written as it was; what is no time stays as it is. */
export function earlier(mark: string | undefined, ms: number): string | undefined {
  if (mark === undefined || ms === 0) return mark;
  if (/^\d{10}$/.test(mark)) return String(Number(mark) - Math.ceil(ms / 1_000));
  if (/^\d{13}$/.test(mark)) return String(Number(mark) - ms);
  const instant = instantOf(mark);
  if (instant === undefined) return mark;
  const text = new Date(instant - ms).toISOString();
  const zone = /(Z|[+-]\d{2}:?\d{2})$/.test(mark) ? 'Z' : '';
  if (mark.length === 10) return text.slice(0, 10);
  return `${text.slice(0, mark.includes('.') ? 23 : 19)}${zone}`;
}

/** Milliseconds since 1970; a time without a zone is taken as UTC, which is right for comparing. */
function instantOf(mark: string): number | undefined {
  if (!isoTime.test(mark)) return undefined;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(mark) || mark.length === 10 ? mark : `${mark}Z`;
  const instant = Date.parse(zoned.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(instant) ? undefined : instant;
}
