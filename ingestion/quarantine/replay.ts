import { EntrepotError, messageOf } from '#errors';
import { identifier, type Warehouse } from '#warehouse';
import type { Body, Contract } from '../contracts/contract.ts';
import { quarantineDecision, rawQuarantine } from '../contracts/index.ts';
import { type EventProducer, type KeyedRecord, outgoing, validateEvent } from '../producer/index.ts';
import { rawHeaders } from '../sources/source.ts';
import { findRefused, placeOf } from './read.ts';

export type Decider = {
  warehouse: Warehouse;
  producer: Pick<EventProducer, 'publish' | 'send'>;
  contracts: readonly Contract[];
  /** Who decides; kept with the decision. */
  by: string;
  now(): number;
};

export type Replay = {
  place: string;
  /** What is sent instead of the payload as it was. */
  payload?: string;
  note?: string;
};

type Envelope = Record<
  | 'key'
  | 'entity_id'
  | 'entity_version'
  | 'op'
  | 'event_id'
  | 'event_source'
  | 'event_time'
  | 'channel'
  | 'shop_id'
  | 'raw_ref'
  | 'timestamp',
  string
>;

/**
 * Sends a refused record again, as it was or edited, and writes down who did and when. An event that would be refused
 * again is not sent. A record is sent once: whoever comes second is told. The header `ce_replay` (or `raw_replay`) says
 * where the record was first.
 *
 * @throws NOT_FOUND, CONFLICT where it was decided before, EVENT_INVALID where it would be refused again.
 */
export async function replayRefused(decider: Decider, { place, payload, note }: Replay): Promise<void> {
  const { warehouse, producer, contracts } = decider;
  const refused = await undecided(decider, place);
  const contract = contracts.find(({ topic }) => topic === refused.topic);
  const record = contract
    ? await eventRecord(warehouse, contract, place, payload ?? refused.payload)
    : await rawRecord(warehouse, place, payload);
  await producer.send(refused.topic, [record]);
  const edited = payload !== undefined && payload !== refused.payload;
  await decide(decider, place, { action: 'replayed', edited, ...(edited ? { payload } : {}), note });
}

/** Gives a refused record up; it stays where it is, marked. */
export async function discardRefused(decider: Decider, place: string, note?: string): Promise<void> {
  await undecided(decider, place);
  await decide(decider, place, { action: 'discarded', edited: false, note });
}

async function undecided({ warehouse, contracts }: Decider, place: string) {
  const refused = await findRefused(warehouse, contracts, place);
  if (refused.action === '') return refused;
  throw new EntrepotError('CONFLICT', `${place} was ${refused.action} already.`, {
    asked: place,
    fix: 'Nothing: a record is decided once.',
  });
}

type Decision = Pick<Body<typeof quarantineDecision>, 'action' | 'edited' | 'payload' | 'note'>;

async function decide({ producer, by, now }: Decider, place: string, decision: Decision): Promise<void> {
  const at = new Date(now()).toISOString();
  const body = { place, ...placeOf(place), ...decision, by, at };
  await producer.publish([
    outgoing(quarantineDecision, { body, source: 'entrepot', time: at, version: Date.parse(at) }),
  ]);
}

/** The event's record with its own envelope; what the envelope left to Kafka is filled in as Kafka had it then. */
async function eventRecord(
  warehouse: Warehouse,
  contract: Contract,
  place: string,
  payload: string,
): Promise<KeyedRecord> {
  const { partition, offset } = placeOf(place);
  const [row] = await warehouse.rows<Envelope>(
    `select key, entity_id, entity_version, op, event_id, event_source, event_time, channel, shop_id, raw_ref,
       toString(toUnixTimestamp64Milli(_timestamp)) as timestamp
     from ${identifier(contract.quarantineTable)} where _partition = {partition:UInt32} and _offset = {offset:UInt64}`,
    { partition, offset },
  );
  const time = row!.event_time || new Date(Number(row!.timestamp)).toISOString();
  const version = row!.entity_version || row!.timestamp;
  const body = parsed(payload);
  const op = row!.op === 'delete' ? 'delete' : 'upsert';
  validateEvent({
    contract,
    body: body as Body<Contract>,
    time,
    version,
    op,
    source: row!.event_source || 'unknown',
  });
  const entity = String((body as Record<string, unknown>)[contract.entity]);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_type: contract.type,
    ce_time: time,
    ce_entityid: entity,
    ce_entityversion: version,
    ce_op: op,
    ce_replay: place,
  };
  const optional = {
    ce_id: row!.event_id,
    ce_source: row!.event_source,
    ce_channel: row!.channel,
    ce_shop: row!.shop_id,
    ce_rawref: row!.raw_ref,
  };
  for (const [name, value] of Object.entries(optional)) if (value !== '') headers[name] = value;
  return { key: entity, value: payload, headers };
}

async function rawRecord(
  warehouse: Warehouse,
  place: string,
  edited: string | undefined,
): Promise<KeyedRecord> {
  const [row] = await warehouse.rows<
    Record<'key' | 'object' | 'account' | 'payload' | 'received' | 'cut', string>
  >(
    `select ifNull(raw_key, '') as key, ifNull(object, '') as object, ifNull(account, '') as account, payload,
       received_at as received, toString(payload_cut) as cut
     from ${rawQuarantine.latestView} where record_id = {place:String}`,
    { place },
  );
  if (row!.cut === 'true' && edited === undefined) {
    throw new EntrepotError('TOO_LARGE', `Only the start of ${place} is kept in quarantine.`, {
      asked: place,
      fix: 'Give the payload in a file; the whole of it is in the raw topic: npx entrepot peek',
    });
  }
  const headers: Record<string, string> = { [rawHeaders.received]: row!.received, raw_replay: place };
  if (row!.object !== '') headers[rawHeaders.object] = row!.object;
  if (row!.account !== '') headers[rawHeaders.account] = row!.account;
  return { key: row!.key || place, value: edited ?? row!.payload, headers };
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (cause) {
    throw new EntrepotError('EVENT_INVALID', `The payload is not JSON: ${messageOf(cause)}`, {
      fix: 'Edit it until it is.',
      cause,
    });
  }
}
