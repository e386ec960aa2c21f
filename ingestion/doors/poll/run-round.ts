import { hash } from 'node:crypto';
import type { EventProducer, KeyedRecord } from '../../producer/index.ts';
import { rawHeaders, rawTopic } from '../../sources/source.ts';
import type { PollPlan } from './plan.ts';
import type { Place } from './request.ts';
import { pagesOf, type RoundOptions } from './round.ts';
import { noteStanding } from './state.ts';

export type RunRound = RoundOptions & {
  producer: Pick<EventProducer, 'send' | 'publish'>;
  /** Rounds that failed before this one. */
  failures: number;
  now(): number;
};

export type RoundResult = { place: Place; pages: number; records: number };

const recordsAtOnce = 1_000;

/**
 * Fetches what is new and hands it to Kafka, a page at a time: a page is noted only when Kafka has all of it, so whatever
 * happens in between, nothing is passed over.
 */
export async function runRound(options: RunRound): Promise<RoundResult> {
  const { plan, producer, now, failures } = options;
  let place = options.from;
  let pages = 0;
  let records = 0;
  for await (const turned of pagesOf(options)) {
    const at = new Date(now()).toISOString();
    for (let start = 0; start < turned.records.length; start += recordsAtOnce) {
      const slice = turned.records.slice(start, start + recordsAtOnce);
      await producer.send(
        rawTopic({ name: plan.source }),
        slice.map((value) => rawRecord(plan, value, at)),
      );
    }
    pages++;
    records += turned.records.length;
    place = turned.after;
    const complete = place.next === undefined;
    const error = undefined;
    await noteStanding(
      producer,
      plan,
      { ...place, complete, pages, records, failures: complete ? 0 : failures, error },
      now(),
    );
  }
  return { place, pages, records };
}

/** Equal records have equal keys and ids: one that comes again is the same. */
function rawRecord({ poll, object, account }: PollPlan, value: string, at: string): KeyedRecord {
  const key = hash('sha1', value, 'hex');
  const headers: Record<string, string> = { [rawHeaders.received]: at, [rawHeaders.id]: `${poll}:${key}` };
  if (object !== undefined) headers[rawHeaders.object] = object;
  if (account !== undefined) headers[rawHeaders.account] = account;
  return { key, value, headers };
}
