import { EntrepotError, nearest } from '#errors';
import type { TimeRange } from '../query.ts';
import type { EventEdition, EventEditions } from './events.ts';
import type { Period } from './period.ts';
import type { Clock } from './preset.ts';
import { instantOf } from './zone.ts';

const day = 86_400_000;

/** An edition whose days were asked for, the time they take, and the edition before. */
export type HeldEdition = EventEdition & { event: string; period: Period; before: EventEdition | undefined };

/** The days of an edition, up to now where it is under way. */
export function campaignPeriod(
  { event, edition }: NonNullable<TimeRange['campaign']>,
  events: EventEditions,
  { now, zone }: Clock,
): HeldEdition {
  const editions = editionsOf(event, events);
  const begin = ({ from }: EventEdition) => instantOf(Date.parse(from), zone);
  const index =
    edition === undefined
      ? editions.findLastIndex((each) => begin(each) <= now)
      : editions.findIndex((each) => each.edition === edition);
  const held = editions[index];
  if (held === undefined) {
    throw new EntrepotError('QUERY_INVALID', `«${event}» has no edition ${edition ?? 'that has begun'}.`, {
      asked: edition ?? event,
      available: editions.map(editionText),
      fix: 'Name one of the editions listed, or add its days to the seed dim_event.',
    });
  }
  const end = instantOf(Date.parse(held.to) + day, zone);
  const from = begin(held);
  const to = from <= now && now < end ? now + 1 : end;
  return { ...held, event, period: { from, to }, before: editions[index - 1] };
}

/** The editions of an event in the order of their days, or the refusal that lists the events there are. */
export function editionsOf(event: string, events: EventEditions): readonly EventEdition[] {
  const editions = events.get(event);
  if (editions) return editions;
  throw new EntrepotError('QUERY_INVALID', `There is no event «${event}».`, {
    asked: event,
    available: nearest(event, events.keys(), 12),
    fix: 'Use one of the events listed, or add its days to the seed dim_event.',
  });
}

export function editionText({ edition, from, to }: EventEdition): string {
  return `${edition}: ${from} to ${to}`;
}
