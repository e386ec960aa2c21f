import { EntrepotError, nearest } from '#errors';
import { identifier, stringLiteral, type Warehouse } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { quarantineDecision, rawQuarantine } from '../contracts/index.ts';
import { contractsStored } from '../tables/index.ts';

/** A record that was refused: an event by its contract, or a raw record by its source. */
export type Refused = {
  /** `<topic>/<partition>/<offset>`. */
  place: string;
  topic: string;
  reason: string;
  payload: string;
  receivedAt: string;
  /** What has become of it, if anything: `replayed` or `discarded`. */
  action: string;
};

export type RefusedFilter = {
  /** Of this topic only; a raw topic names raw records. */
  topic?: string;
  /** Those nobody has decided about. Default true. */
  open?: boolean;
  limit?: number;
};

/** Refused records, newest first. */
export async function listRefused(
  warehouse: Warehouse,
  contracts: readonly Contract[],
  { topic, open = true, limit = 50 }: RefusedFilter = {},
): Promise<Refused[]> {
  const among = await contractsStored(warehouse, contracts);
  const selects = [
    ...(await refusedEvents(warehouse, among, topic)),
    ...(among.some((each) => each.topic === rawQuarantine.topic) ? [rawRecords] : []),
  ];
  if (selects.length === 0) return [];
  const decided = among.some((each) => each.topic === quarantineDecision.topic);
  const actions = decided
    ? `select place, action from ${quarantineDecision.latestView}`
    : "select '' as place, '' as action where 0";
  return warehouse.rows<Refused>(
    `select refused.place as place, topic, reason, payload, received_at as receivedAt, decisions.action as action
     from (${selects.join(' union all ')}) as refused left join (${actions}) as decisions on decisions.place = refused.place
     where ({topic:String} = '' or topic = {topic:String}) ${open ? "and decisions.action = ''" : ''}
     order by received_at desc, refused.place desc limit {limit:UInt32}`,
    { topic: topic ?? '', limit },
  );
}

/**
 * One refused record by its place.
 *
 * @throws NOT_FOUND
 */
export async function findRefused(
  warehouse: Warehouse,
  contracts: readonly Contract[],
  place: string,
): Promise<Refused> {
  const topic = placeOf(place).topic;
  const all = await listRefused(warehouse, contracts, { topic, open: false, limit: 1_000_000 });
  const found = all.find((each) => each.place === place);
  if (found) return found;
  throw new EntrepotError('NOT_FOUND', `There is no record in quarantine at ${place}.`, {
    asked: place,
    available: nearest(
      place,
      all.slice(0, 1_000).map((each) => each.place),
    ),
    fix: 'Look it up with: npx entrepot quarantine list',
  });
}

export function placeOf(place: string): { topic: string; partition: number; offset: number } {
  const parts = /^(.+)\/(\d+)\/(\d+)$/.exec(place);
  if (!parts) {
    throw new EntrepotError('INPUT_INVALID', `«${place}» is not the place of a record.`, {
      asked: place,
      fix: 'Write <topic>/<partition>/<offset>, as the list shows it.',
    });
  }
  return { topic: parts[1]!, partition: Number(parts[2]), offset: Number(parts[3]) };
}

const rawRecords = `select record_id as place, raw_topic as topic, reason, payload, received_at from ${rawQuarantine.latestView}`;

/** Reasons are worked out when they are read, so only of contracts that have refused something. */
async function refusedEvents(
  warehouse: Warehouse,
  contracts: readonly Contract[],
  topic: string | undefined,
): Promise<string[]> {
  const asked = contracts.filter((each) => topic === undefined || each.topic === topic);
  if (asked.length === 0) return [];
  const counts = asked.map(
    (each) =>
      `select ${stringLiteral(each.topic)} as topic, count() as events from ${identifier(each.quarantineTable)}`,
  );
  const rows = await warehouse.rows<{ topic: string }>(
    `select topic from (${counts.join(' union all ')}) where events > 0`,
  );
  const filled = new Set(rows.map((row) => row.topic));
  return asked
    .filter((each) => filled.has(each.topic))
    .map(
      (each) =>
        `select concat(${stringLiteral(`${each.topic}/`)}, toString(_partition), '/', toString(_offset)) as place, ${stringLiteral(each.topic)} as topic, reason, payload, _ingested_at as received_at from ${identifier(each.quarantineTable)}`,
    );
}
