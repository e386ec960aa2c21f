import { eventId } from './event-id.ts';
import type { OutgoingEvent } from './outgoing-event.ts';

export type EncodedEvent = { key: string; value: string; headers: Record<string, string> };

/**
 * The Kafka record of an event: CloudEvents 1.0, binary mode. Checks nothing; `validateEvent` does.
 *
 * @example encodeEvent(event) // { key: 'shop:1001', value: '{"order_id":…}', headers: { ce_id: '…', ce_type: 'trade.order.v1', … } }
 */
export function encodeEvent(event: OutgoingEvent): EncodedEvent {
  const { contract, body, source, time, op = 'upsert', channel, shop, rawref } = event;
  const entity = String(body[contract.entity]);
  const version = String(event.version);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: eventId(source, contract.type, entity, version, op),
    ce_type: contract.type,
    ce_source: source,
    ce_time: time,
    ce_entityid: entity,
    ce_entityversion: version,
    ce_op: op,
  };
  if (channel !== undefined) headers.ce_channel = channel;
  if (shop !== undefined) headers.ce_shop = shop;
  if (rawref !== undefined) headers.ce_rawref = rawref;
  return { key: event.key ?? entity, value: JSON.stringify(body), headers };
}
