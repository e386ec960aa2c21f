import type { Warehouse } from '#warehouse';
import { cut } from '../../contracts/cut.ts';
import { pollState } from '../../contracts/index.ts';
import { type EventProducer, outgoing } from '../../producer/index.ts';
import { contractsStored } from '../../tables/index.ts';
import type { PollPlan } from './plan.ts';
import type { Place } from './request.ts';

/** How a round stands. */
export type Standing = Place & {
  complete: boolean;
  pages: number;
  records: number;
  failures: number;
  error: string | undefined;
};

/**
 * Where a poll was left. The note may be seconds behind what has been sent, so some records come again: they are mapped to
 * the same events.
 */
export async function placeOf(warehouse: Warehouse, poll: string): Promise<Place> {
  if ((await contractsStored(warehouse, [pollState])).length === 0)
    return { since: undefined, next: undefined };
  const [row] = await warehouse.rows<{ since: string; next: string }>(
    `select ifNull(since, '') as since, ifNull(next, '') as next from ${pollState.latestView} where poll = {poll:String}`,
    { poll },
  );
  return { since: row?.since || undefined, next: row?.next || undefined };
}

/** Writes down how a round stands; of two notes of one millisecond the one that got further counts. */
export async function noteStanding(
  producer: Pick<EventProducer, 'publish'>,
  { poll, source, object, account }: PollPlan,
  standing: Standing,
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString();
  const body = {
    ...{ poll, origin: source, object, account, at },
    ...{ ...standing, error: cut(standing.error, 2_000) },
  };
  const version = now * 1_000 + Math.min(standing.pages, 999);
  await producer.publish([outgoing(pollState, { body, source: 'entrepot', time: at, version })]);
}
