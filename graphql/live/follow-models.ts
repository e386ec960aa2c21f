import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '../schema/context.ts';

/** What one look at the data gave, and the models whose change asks for another. */
export type Look<Value> = { value: Value; models: ReadonlySet<string> };

/** Answered again after this long even if nothing changed: «today» ends at midnight, ages grow. */
const longestSilenceMs = 60_000;
/** A question is asked at most for a fifth of the time, so that expensive ones do not crowd out the rest. */
const restPerBusyMs = 4;
const shortestRestMs = 200;
const longestRestMs = 5_000;

/** Looks at once, and again whenever a model it read has changed, until the signal ends it. */
export async function* followModels<Value>(
  { services, signal }: Pick<Context, 'services' | 'signal'>,
  look: () => Promise<Look<Value>>,
): AsyncGenerator<Value> {
  const { watermarks, clock } = services;
  for (;;) {
    // Taken before the look, so that a change during it is not missed.
    const seen = watermarks.current();
    const started = clock();
    const { value, models } = await look();
    const busy = clock() - started;
    yield value;
    const rest = Math.min(Math.max(busy * restPerBusyMs, shortestRestMs), longestRestMs);
    await wait(rest, undefined, { signal });
    await changedOrLate(watermarks, models, seen, signal);
  }
}

async function changedOrLate(
  watermarks: Context['services']['watermarks'],
  models: ReadonlySet<string>,
  seen: ReturnType<Context['services']['watermarks']['current']>,
  signal: AbortSignal,
): Promise<void> {
  const late = AbortSignal.timeout(longestSilenceMs);
  try {
    await watermarks.changed(models, seen, AbortSignal.any([signal, late]));
  } catch (reason) {
    if (signal.aborted || !late.aborted) throw reason;
  }
}
