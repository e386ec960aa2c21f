import type { ScreenDefinition } from '../screen/definition.ts';

/** No renewal before the page has run this long: the quiet hour lasts an hour, one renewal is enough. */
const leastAgeMs = 2 * 3_600_000;

/** Heap in bytes beyond which the page renews itself although the night is far. */
const heapLimit = 400 * 1_024 * 1_024;
const leastAgeFullMs = 10 * 60_000;

/**
 * Whether the page should build itself anew: once a night in the quiet hour of the screen's zone, or when its heap is
 * full. It is no navigation, so full screen stays.
 */
export function renewalDue(
  builtAt: number,
  now: number,
  { quietHour, timeZone }: Pick<ScreenDefinition, 'quietHour' | 'timeZone'>,
  heap = 0,
): boolean {
  if (heap > heapLimit && now - builtAt >= leastAgeFullMs) return true;
  if (now - builtAt < leastAgeMs) return false;
  return hourIn(timeZone, now) === quietHour;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function hourIn(timeZone: string, at: number): number {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone });
  formats.set(timeZone, format);
  return Number(format.format(at));
}

/** Bytes of heap in use, where the browser tells (Chromium does); otherwise 0. */
export function heapOf(performance: Performance & { memory?: { usedJSHeapSize: number } }): number {
  return performance.memory?.usedJSHeapSize ?? 0;
}
