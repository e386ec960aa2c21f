/** One time that an event took place: its first and its last day, `YYYY-MM-DD`. */
export type EventEdition = { edition: string; from: string; to: string };

/** Events that move in the calendar (feasts, campaigns), by name; editions in the order of their days. */
export type EventEditions = ReadonlyMap<string, readonly EventEdition[]>;

/** The seed that events are written in. */
export const eventSeed = 'dim_event';

/** Reads the seed's rows: event, edition, from_day, to_day. */
export function eventsOf(
  seed: { columns: readonly { name: string }[]; rows: readonly (readonly (string | null)[])[] } | undefined,
): EventEditions {
  const at = (name: string) => seed?.columns.findIndex((column) => column.name === name) ?? -1;
  const [event, edition, from, to] = ['event', 'edition', 'from_day', 'to_day'].map(at);
  const rows = (seed?.rows ?? []).map((row) => ({
    event: row[event!] ?? '',
    ...{ edition: row[edition!] ?? '', from: row[from!] ?? '', to: row[to!] ?? '' },
  }));
  const sorted = rows.filter((row) => row.from !== '').sort((a, b) => a.from.localeCompare(b.from));
  return Map.groupBy(sorted, (row) => row.event);
}
