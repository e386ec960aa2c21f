import { EntrepotError } from '#errors';
import { rawQuarantine } from '../../contracts/index.ts';
import { quarantineEvent } from '../../mapper/quarantine.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import type { Payload } from '../payload/json.ts';
import type { SourceContext } from '../source.ts';

/**
 * The quarantine event for the records of a payload that cannot be mapped while its others are. It holds the whole
 * payload: sent again, the others become the same events as before.
 */
export function setAside(
  count: number,
  why: string,
  payload: Payload,
  context: SourceContext,
): OutgoingEvent {
  const { source, object, account, receivedAt, rawref } = context;
  const [topic, partition, offset] = rawref.split('/') as [string, string, string];
  const value = Buffer.from(JSON.stringify(payload));
  const place = { topic, partition: Number(partition), offset, key: undefined, rawref };
  const many = count === 1 ? 'A record was' : `${count} records were`;
  const reason = `${source} ${object}: ${why}. ${many} set aside.`;
  return quarantineEvent(
    source,
    { ...place, value, object, account, receivedAt },
    new EntrepotError('PAYLOAD_INVALID', reason),
  );
}

/**
 * The events of a payload.
 *
 * @throws PAYLOAD_INVALID where all that became of it was set aside: it is refused like any other.
 */
export function unlessAllAside(events: OutgoingEvent[]): OutgoingEvent[] {
  const [first] = events;
  if (first === undefined || events.some(({ contract }) => contract.topic !== rawQuarantine.topic))
    return events;
  throw new EntrepotError('PAYLOAD_INVALID', String(first.body.reason));
}
