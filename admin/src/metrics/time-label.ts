/** Formats of the start of a stretch of time; dates name no instant and are shown as they stand. */
export type TimeLabels = (value: string) => string;

/** `2026-11-23` → `Nov 23`, an instant → `Nov 23, 14:00` in the reader's zone; by month where all are firsts of months. */
export function timeLabels(values: readonly (string | number | null)[], language: string): TimeLabels {
  const dates = values.map(String);
  const monthly = dates.length > 1 && dates.every((value) => /^\d{4}-\d{2}-01$/.test(value));
  const day = new Intl.DateTimeFormat(language, {
    ...(monthly ? { year: 'numeric', month: 'short' } : { month: 'short', day: 'numeric' }),
    timeZone: 'UTC',
  });
  const hour = new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (value) => {
    const at = new Date(value);
    if (Number.isNaN(at.getTime())) return value;
    return (/^\d{4}-\d{2}-\d{2}$/.test(value) ? day : hour).format(at);
  };
}
