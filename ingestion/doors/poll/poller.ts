import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import { cut } from '../../contracts/cut.ts';
import { alert } from '../../contracts/index.ts';
import { type EventProducer, outgoing } from '../../producer/index.ts';
import type { Role } from '../../role.ts';
import { Bearer } from './bearer.ts';
import { loadPlans, type PlanFile } from './live-plans.ts';
import type { PollPlan } from './plan.ts';
import { rateLimit } from './rate-limit.ts';
import type { Place, Secrets } from './request.ts';
import { runRound } from './run-round.ts';
import { noteStanding } from './state.ts';

export type PollerOptions = {
  /** Folder of plans; looked at again all the time. */
  folder: string;
  secrets: Secrets;
  /** Where a poll was left. */
  placeOf(poll: string): Promise<Place>;
  producer: Pick<EventProducer, 'send' | 'publish'>;
  /** Makes the raw topic of a source that has none yet. */
  ensureTopic(source: string): Promise<unknown>;
  log: Logger;
  now?: () => number;
  lookEveryMs?: number;
  /** Wait after the first failure of a request. */
  firstWaitMs?: number;
};

export type PollStatus = { poll: string; rounds: number; records: number; failures: number; error?: string };

/** After so many failed rounds one after another people are told. */
const failuresToTell = 3;
const longestPauseMs = 3_600_000;

/**
 * Polls APIs by the plans of a folder. A plan that is saved is followed from its next round on, one that is deleted ends.
 * One poller is enough; two fetch everything twice, which changes nothing.
 */
export function startPoller(options: PollerOptions): Role<PollStatus[]> {
  const { folder, log, lookEveryMs = 2_000 } = options;
  const stopping = new AbortController();
  const running = new Map<string, { text: string; poll: Poll }>();
  const told = new Set<string>();

  const follow = async () => {
    const { plans, problems } = await loadPlans(folder);
    for (const { file, error } of problems) {
      const key = `${file}: ${error.message}`;
      if (!told.has(key)) log.error({ file, err: error }, 'a poll has a mistake');
      told.add(key);
    }
    const broken = new Set(problems.map(({ file }) => file));
    for (const [file, { text, poll }] of running) {
      if (broken.has(file) || plans.some((each) => each.file === file && each.text === text)) continue;
      running.delete(file);
      await poll.stop();
    }
    for (const each of plans) {
      if (!running.has(each.file)) running.set(each.file, { text: each.text, poll: new Poll(each, options) });
    }
  };
  const following = (async () => {
    while (!stopping.signal.aborted) {
      await follow();
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();

  return {
    failed: following.then(() => new Promise<never>(() => undefined)),
    stop: async () => {
      stopping.abort();
      await following;
      await Promise.all([...running.values()].map(({ poll }) => poll.stop()));
    },
    status: () => [...running.values()].map(({ poll }) => poll.status),
  };
}

/** One plan, round after round. */
class Poll {
  readonly status: PollStatus;
  readonly #plan: PollPlan;
  readonly #options: PollerOptions;
  readonly #stopping = new AbortController();
  readonly #bearer: Bearer | undefined;
  readonly #turn: (signal: AbortSignal) => Promise<void>;
  readonly #ended: Promise<void>;

  constructor({ plan }: PlanFile, options: PollerOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#bearer = plan.token && new Bearer(plan.token, options.secrets);
    this.#turn = rateLimit(plan.rate);
    this.status = { poll: plan.poll, rounds: 0, records: 0, failures: 0 };
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let place: Place | undefined;
    while (!signal.aborted) {
      const started = performance.now();
      try {
        place ??= await this.#begin();
        place = await this.#round(place);
      } catch (error) {
        if (signal.aborted) return;
        place = await this.#failed(error, place);
      }
      const pause = Math.min(
        this.#plan.every * 2 ** this.status.failures,
        Math.max(longestPauseMs, this.#plan.every),
      );
      const left = pause - (performance.now() - started);
      await sleep(Math.max(left, 0), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Pages by number move while nobody looks: a round of theirs starts over instead of going on. */
  async #begin(): Promise<Place> {
    const { placeOf, ensureTopic } = this.#options;
    await ensureTopic(this.#plan.source);
    const { since, next } = await placeOf(this.#plan.poll);
    const numbered = typeof this.#plan.next === 'object' && 'page' in this.#plan.next;
    return { since, next: numbered ? undefined : next };
  }

  async #round(from: Place): Promise<Place> {
    const { secrets, producer, log, now = Date.now, firstWaitMs } = this.#options;
    const plan = this.#plan;
    const { place, pages, records } = await runRound({
      ...{ plan, from, secrets, producer, now },
      bearer: this.#bearer,
      failures: this.status.failures,
      signal: this.#stopping.signal,
      turn: this.#turn,
      ...(firstWaitMs === undefined ? {} : { firstWaitMs }),
      onWait: (ms, why) =>
        log.warn({ poll: plan.poll, ms: Math.round(ms), why }, 'the API is asked again later'),
    });
    this.status.rounds++;
    this.status.records += records;
    this.status.failures = 0;
    delete this.status.error;
    log.info({ poll: plan.poll, pages, records }, 'polled');
    return place;
  }

  /** The next round starts at the mark: a page that could not be had may never be had. */
  async #failed(error: unknown, place: Place | undefined): Promise<Place | undefined> {
    const { log, producer, now = Date.now } = this.#options;
    const why = messageOf(error);
    this.status.failures++;
    this.status.error = why;
    log.error({ poll: this.#plan.poll, failures: this.status.failures, err: error }, 'a poll failed');
    if (place === undefined) return undefined;
    const { since } = place;
    const standing = { since, next: undefined, complete: false, pages: 0, records: 0, error: why };
    try {
      await noteStanding(producer, this.#plan, { ...standing, failures: this.status.failures }, now());
      if (this.status.failures === failuresToTell) await producer.publish([alertOf(this.#plan, why, now())]);
    } catch (second) {
      log.error({ poll: this.#plan.poll, err: second }, 'Kafka does not take the note of a poll');
    }
    return { since, next: undefined };
  }
}

function alertOf({ poll }: PollPlan, why: string, now: number) {
  const at = new Date(now).toISOString();
  const key = `poll_failed:${poll}`;
  const body = {
    alert_id: `${key}:${at.slice(0, 10)}`,
    rule: 'poll_failed',
    severity: 'warning' as const,
    subject: cut(`${poll} cannot be polled: ${why}`, 500),
    dedupe_key: key,
    value: String(failuresToTell),
    state: 'open' as const,
    opened_at: at,
  };
  return outgoing(alert, { body, source: 'entrepot', time: at, version: now });
}
