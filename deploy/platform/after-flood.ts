import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import { contracts, ingestStatus } from '#ingestion';
import { watermarks } from '#models';
import type { RoleContext } from './roles/context.ts';

const lookEveryMs = 500;
/** Fewer new events than this in a second are a stream, more are a history being loaded. */
const streamPerSecond = 300;
const quietMs = 2_500;
const patienceWithNothingMs = 4_000;

/**
 * Resolves when models may be built for the first time: at once where there are any already, otherwise when the
 * events that are being loaded have been stored. Building years of days once, in bulk, costs a fraction of taking them
 * in piece by piece while they arrive.
 */
export async function afterFlood(
  { kafka, warehouse }: RoleContext,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const begun = Date.now();
  let quietSince = 0;
  let before = { end: 0, at: begun };
  while (!signal.aborted) {
    try {
      if (Object.keys(await watermarks(warehouse)).length > 0) return;
    } catch (error) {
      log.debug(`there is no state of models yet: ${messageOf(error)}`);
    }
    try {
      const topics = await ingestStatus({ kafka, warehouse, contracts });
      const now = Date.now();
      const end = topics
        .flatMap((topic) => topic.partitions)
        .reduce((sum, partition) => sum + partition.end, 0);
      const lag = topics.reduce((sum, topic) => sum + topic.lagOffsets, 0);
      const perSecond = ((end - before.end) * 1_000) / Math.max(1, now - before.at);
      before = { end, at: now };
      if (end === 0 && now - begun > patienceWithNothingMs) return;
      const quiet = end > 0 && lag === 0 && perSecond < streamPerSecond;
      if (!quiet) quietSince = 0;
      else if (quietSince === 0) quietSince = now;
      if (quietSince > 0 && now - quietSince > quietMs) return;
    } catch (error) {
      log.debug(`the state of ingestion was not read: ${messageOf(error)}`);
    }
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
