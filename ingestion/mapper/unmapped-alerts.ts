import { cut } from '../contracts/cut.ts';
import { alert } from '../contracts/index.ts';
import { type OutgoingEvent, outgoing } from '../producer/index.ts';

/**
 * An alert for each word that this process meets for the first time and no table knows. The same word of the same
 * source is the same alert, whoever meets it: later ones are versions of it.
 *
 * @param known words met before, which are not told again
 * @param at when the record was received, ISO 8601 UTC
 */
export function unmappedAlerts(
  source: string,
  found: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, number>,
  at: string,
): OutgoingEvent[] {
  const news = [...found].filter(([name]) => !known.has(name));
  return news.map(([name, times]) => {
    const key = cut(`unmapped:${source}:${name}`, 200);
    const body = {
      alert_id: key,
      rule: 'unmapped_word',
      severity: 'warning' as const,
      subject: cut(`${source} says a word that no table knows: ${name}`, 500),
      dedupe_key: key,
      value: String(times),
      state: 'open' as const,
      opened_at: at,
    };
    return outgoing(alert, { body, source: 'entrepot', time: at, version: Date.parse(at) });
  });
}
