import type { MetricAnswer, MetricQuery, Viewer } from '#models';

type Ask = (query: MetricQuery, viewer: Viewer, signal: AbortSignal) => Promise<MetricAnswer>;

/**
 * Lets equal questions of equal rights that arrive together share one statement: when a watermark moves, every screen
 * asks at the same instant. Nothing is kept once answered.
 */
export function sharedAnswers(ask: Ask): Ask {
  const running = new Map<
    string,
    { answer: Promise<MetricAnswer>; waiting: number; stop: AbortController }
  >();
  return (query, viewer, signal) => {
    const key = JSON.stringify([viewer.role, viewer.claims, query]);
    let shared = running.get(key);
    if (!shared) {
      const stop = new AbortController();
      const answer = ask(query, viewer, stop.signal).finally(() => running.delete(key));
      shared = { answer, waiting: 0, stop };
      running.set(key, shared);
    }
    return untilAborted(shared, signal);
  };
}

/** One caller's share; the statement itself is cancelled when the last of them has gone. */
async function untilAborted(
  shared: { answer: Promise<MetricAnswer>; waiting: number; stop: AbortController },
  signal: AbortSignal,
): Promise<MetricAnswer> {
  shared.waiting += 1;
  let leave: (() => void) | undefined;
  const left = new Promise<never>((_resolve, reject) => {
    leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([shared.answer, left]);
  } finally {
    if (leave) signal.removeEventListener('abort', leave);
    shared.waiting -= 1;
    if (shared.waiting === 0) shared.stop.abort(signal.reason);
  }
}
