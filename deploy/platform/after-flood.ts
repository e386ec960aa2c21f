import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import { contracts, ingestStatus } from '#ingestion';
import { watermarks } from '#models';
import { historyIsTold } from '../company/index.ts';
import type { RoleContext } from './roles/context.ts';

const lookEveryMs = 500;
/** Fewer new events than this in a second are a stream, more are a history being loaded. */
const streamPerSecond = 300;
const quietMs = 2_500;
const patienceWithNothingMs = 4_000;

/**
 * Resolves when models may be built for the first time: at once where there are any already, otherwise when the
 * events that are being loaded have been stored. Building years of days once, in bulk, costs a fraction of taking them
 * in piece by piece while they arrive; and what is built and forecast of half a history is wrong.
 */
export async function afterFlood(context: RoleContext, log: Logger, signal: AbortSignal): Promise<void> {
  if (await isBuilt(context, log)) return;
  if (context.environment.hasCompany) {
    const { dataDir } = context.environment;
    await until(signal, async () => (await historyIsTold(dataDir)) && (await lagOf(context, log))?.lag === 0);
  } else await quiet(context, log, signal);
}

async function isBuilt({ warehouse }: RoleContext, log: Logger): Promise<boolean> {
  try {
    return Object.keys(await watermarks(warehouse)).length > 0;
  } catch (error) {
    log.debug(`there is no state of models yet: ${messageOf(error)}`);
    return false;
  }
}

/** Where nobody says when a history ends: when there is nothing, or no more than a stream that is kept up with. */
async function quiet(context: RoleContext, log: Logger, signal: AbortSignal): Promise<void> {
  const begun = Date.now();
  let quietSince = 0;
  let before = { end: 0, at: begun };
  await until(signal, async () => {
    const now = Date.now();
    const reach = await lagOf(context, log);
    if (!reach) return false;
    const { end, lag } = reach;
    const perSecond = ((end - before.end) * 1_000) / Math.max(1, now - before.at);
    before = { end, at: now };
    if (end === 0) return now - begun > patienceWithNothingMs;
    if (lag > 0 || perSecond >= streamPerSecond) quietSince = 0;
    else if (quietSince === 0) quietSince = now;
    return quietSince > 0 && now - quietSince > quietMs;
  });
}

async function lagOf(
  { kafka, warehouse }: RoleContext,
  log: Logger,
): Promise<{ end: number; lag: number } | undefined> {
  try {
    const topics = await ingestStatus({ kafka, warehouse, contracts });
    const ends = topics.flatMap(({ partitions }) => partitions.map(({ end }) => end));
    return {
      end: ends.reduce((sum, end) => sum + end, 0),
      lag: topics.reduce((sum, { lagOffsets }) => sum + lagOffsets, 0),
    };
  } catch (error) {
    log.debug(`the state of ingestion was not read: ${messageOf(error)}`);
    return undefined;
  }
}

async function until(signal: AbortSignal, holds: () => Promise<boolean>): Promise<void> {
  while (!signal.aborted && !(await holds())) {
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
