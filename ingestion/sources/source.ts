import { EntrepotError, nearest } from '#errors';
import type { Contract } from '../contracts/contract.ts';
import { type OutgoingEvent, outgoing } from '../producer/index.ts';
import { readPayload } from './payload/document.ts';
import type { Payload } from './payload/json.ts';
import type { Shop, ShopDirectory, ShopQuery } from './shops.ts';
import type { WebhookScheme } from './webhook-scheme.ts';

/** What a mapping knows besides the payload. It must not ask for anything else: same input, same events. */
export type SourceContext = {
  source: string;
  channel: string | undefined;
  /** What the payload is: a webhook topic, an API operation. */
  object: string;
  /** The shop as the source calls it: a domain, a seller id. */
  account: string | undefined;
  /** When the raw record was received, ISO 8601 UTC; it travels with the record. */
  receivedAt: string;
  /** Topic/partition/offset of the raw record. */
  rawref: string;
  shops: ShopDirectory;
};

/** Turns one payload into events. Pure. Throws PAYLOAD_INVALID where it cannot; never returns nothing. */
export type ObjectMapping = (payload: Payload, context: SourceContext) => OutgoingEvent[];

/** A system that reports to us. One file (or folder) each; everything about the system is in there. */
export type Source = {
  /** Name of the source; its raw topic is `raw.<name>`. */
  name: string;
  /** Channel code of `dim_channel` its shops have; none for systems that do not sell. */
  channel?: string;
  /** What it sends, by the name in the record's `raw_object` header. */
  objects: Readonly<Record<string, ObjectMapping>>;
  /** Objects it sends that hold nothing for us, and why. They are counted, and leave nothing. */
  ignored?: Readonly<Record<string, string>>;
  /** Recognises the object where a record has no header. */
  recognise?(payload: Payload): string | undefined;
  webhook?: WebhookScheme;
};

/** A record of a raw topic, as the mapper and the doors see it. */
export type RawRecord = {
  value: Uint8Array;
  object: string | undefined;
  account: string | undefined;
  receivedAt: string;
  rawref: string;
};

/** Headers of a raw record. */
export const rawHeaders = {
  object: 'raw_object',
  account: 'raw_account',
  received: 'raw_received',
  id: 'raw_id',
} as const;

export function rawTopic(source: Pick<Source, 'name'>): string {
  return `raw.${source.name}`;
}

/**
 * The events of a raw record.
 *
 * Empty only for an object that is ignored on purpose.
 *
 * @throws PAYLOAD_INVALID when it is of no known object, cannot be read, belongs to no shop, or yields no event.
 */
export function mapRecord(source: Source, record: RawRecord, shops: ShopDirectory): OutgoingEvent[] {
  const payload = readPayload(record.value);
  const object = record.object ?? source.recognise?.(payload);
  if (object !== undefined && Object.hasOwn(source.ignored ?? {}, object)) return [];
  const mapping =
    object !== undefined && Object.hasOwn(source.objects, object) ? source.objects[object] : undefined;
  if (object === undefined || mapping === undefined) {
    const what =
      object === undefined
        ? `The record is none of the objects of ${source.name} that are known by their content.`
        : `${source.name} does not send «${object}».`;
    throw new EntrepotError('PAYLOAD_INVALID', what, {
      asked: object,
      available:
        object === undefined ? Object.keys(source.objects) : nearest(object, Object.keys(source.objects)),
      fix: `Name the object in the header ${rawHeaders.object}, or add it to sources/${source.name}.`,
    });
  }
  const { account, receivedAt, rawref } = record;
  const { name, channel } = source;
  const events = mapping(payload, { source: name, channel, object, account, receivedAt, rawref, shops });
  if (events.length > 0) return events;
  throw new EntrepotError('PAYLOAD_INVALID', `${source.name} ${object}: the payload holds nothing to map.`, {
    asked: object,
    fix: 'Look at the raw record; an empty page should not be sent.',
  });
}

/** The shop of a payload. `account` where the payload names it and not the record. */
export function shopOf(context: SourceContext, query: Pick<ShopQuery, 'marketplace' | 'account'> = {}): Shop {
  const { source, channel = source, account, shops } = context;
  const given = { source, channel, account: query.account ?? account };
  return shops.find(query.marketplace === undefined ? given : { ...given, marketplace: query.marketplace });
}

/** The shop of what a system reports that serves shops but is none, such as a gateway or a carrier. */
export function shopServed(context: SourceContext, account = context.account): Shop | undefined {
  return context.shops.served(context.source, account);
}

type Facts<C extends Contract> = Pick<OutgoingEvent<C>, 'body' | 'time' | 'version' | 'op'>;

/** An event of this payload and shop, with the envelope filled in. */
export function eventOf<C extends Contract>(
  context: SourceContext,
  shop: Pick<Shop, 'shop' | 'channel'> | undefined,
  contract: C,
  facts: Facts<C>,
): OutgoingEvent {
  const { source, rawref } = context;
  return outgoing(contract, { ...facts, source, shop: shop?.shop, channel: shop?.channel, rawref });
}
