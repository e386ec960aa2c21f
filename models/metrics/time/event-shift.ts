import { EntrepotError } from '#errors';
import { editionText } from './campaign.ts';
import type { EventEdition } from './events.ts';
import type { Period } from './period.ts';
import type { Shift } from './shift.ts';
import { localTime } from './zone.ts';

const day = 86_400_000;
/** Further from every edition a period has nothing to do with the event. */
const reach = 200 * day;

/**
 * How far the edition before lies from the one that a period is nearest to, first day to first day: day k of this year's
 * campaign falls on day k of the last one's.
 */
export function previousShift(
  event: string,
  editions: readonly EventEdition[],
  period: Period,
  zone: string,
): Shift {
  const [from, to] = [localTime(period.from, zone), localTime(period.to, zone)];
  const distances = editions.map((edition) => {
    const [first, last] = [Date.parse(edition.from), Date.parse(edition.to) + day];
    return Math.max(first - to, from - last, 0);
  });
  const nearest = Math.min(...distances);
  const touched = editions.filter((_, index) => distances[index] === 0);
  if (touched.length > 1) {
    throw new EntrepotError('QUERY_INVALID', `The time asked for has several editions of «${event}».`, {
      asked: event,
      available: touched.map(editionText),
      fix: 'Ask about the time around one of them.',
    });
  }
  const index = distances.lastIndexOf(nearest);
  const [edition, before] = [editions[index], editions[index - 1]];
  if (edition === undefined || before === undefined || nearest > reach) {
    throw new EntrepotError('QUERY_INVALID', `There is no «${event}» before the time asked for.`, {
      asked: event,
      available: editions.map(editionText),
      fix: 'Ask for a time near one of these that has another before it, or add its days to the seed dim_event.',
    });
  }
  return { unit: 'day', amount: (Date.parse(edition.from) - Date.parse(before.from)) / day };
}
