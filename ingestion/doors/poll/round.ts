import { EntrepotError } from '#errors';
import type { Bearer } from './bearer.ts';
import { earlier, later } from './marks.ts';
import { type Page, pageOf } from './page.ts';
import type { PollPlan } from './plan.ts';
import { type Asking, ask } from './reply.ts';
import { type Place, requestFor, type Secrets } from './request.ts';

export type RoundOptions = Omit<Asking<unknown>, 'read' | 'timeoutMs'> & {
  plan: PollPlan;
  /** From where: the newest mark of earlier rounds, and the page at which one was cut off. */
  from: Place;
  secrets: Secrets;
  bearer: Bearer | undefined;
  /** Pages of a round at most. Default 100,000. */
  maxPages?: number;
};

/** A page, and where to go on once it is safe: with `next` in this round, without in the following one. */
export type Turned = { records: string[]; after: Place };

/**
 * The pages of one round, each with the place to be noted when its records are safe. The mark moves on only with the last
 * page, whatever order the records come in.
 *
 * @throws POLL_FAILED, RATE_LIMITED, TOO_LARGE, CONFIG_INVALID
 */
export async function* pagesOf(options: RoundOptions): AsyncGenerator<Turned> {
  const { plan, from, maxPages = 100_000 } = options;
  const asked = from.since ?? plan.since?.first;
  let newest = from.since;
  let next = from.next;
  const seen = new Set<string>();
  for (let pages = 1; ; pages++) {
    const place = { since: earlier(asked, from.since === undefined ? 0 : (plan.since?.overlap ?? 0)), next };
    const page = await fetchPage(options, place);
    newest = later(newest, page.newest);
    next = page.next;
    yield {
      records: page.records,
      after: next === undefined ? { since: newest, next } : { since: from.since, next },
    };
    if (next === undefined) return;
    if (seen.has(next)) throw endless(plan, `the page «${next.slice(0, 200)}» came twice`);
    if (pages === maxPages) throw endless(plan, `there are more than ${maxPages} pages`);
    seen.add(next);
  }
}

async function fetchPage(options: RoundOptions, place: Place): Promise<Page> {
  const { plan, secrets, bearer } = options;
  const asking = { ...options, timeoutMs: plan.timeout };
  const attempt = async () =>
    ask(requestFor(plan, place, secrets, await bearer?.text(asking)), {
      ...asking,
      read: (reply) => pageOf(plan, reply, place),
    });
  try {
    return await attempt();
  } catch (error) {
    const denied = error instanceof EntrepotError && /: status 401\b/.test(error.message);
    if (!denied || bearer === undefined) throw error;
    // A token can end before its time.
    bearer.forget();
    return attempt();
  }
}

function endless(plan: PollPlan, why: string): EntrepotError {
  return new EntrepotError('POLL_FAILED', `${plan.poll} does not end: ${why}.`, {
    asked: plan.poll,
    fix: 'Check what «next» of the plan reads; the API must end its pages.',
  });
}
