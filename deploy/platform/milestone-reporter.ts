import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '#errors';
import { contracts, ingestStatus } from '#ingestion';
import type { BuilderStatus } from '#models';
import { historyIsTold } from '../company/index.ts';
import { report } from '../supervisor/milestones.ts';
import { readBuildStatus } from './build-status.ts';
import type { RoleContext } from './roles/context.ts';

const everyMs = 1_000;

/**
 * Tells the supervisor of a fresh start how far storing and building have come: stored when no offset is left to
 * read, built when every model has been built after that.
 */
export function createMilestoneReporter(
  context: RoleContext,
  builder: () => BuilderStatus | undefined,
): { stop(): void } {
  const stopping = new AbortController();
  // Without a history there is no start to follow, and following costs the engine a good deal.
  if (process.send === undefined || !context.environment.hasCompany) return { stop: () => undefined };
  void follow(context, builder, stopping.signal).catch((error: unknown) => {
    context.log.error({ err: error }, 'progress is no longer reported');
  });
  return { stop: () => stopping.abort() };
}

async function follow(
  { kafka, warehouse, log, environment }: RoleContext,
  builder: () => BuilderStatus | undefined,
  signal: AbortSignal,
) {
  let stored = false;
  let passesWhenStored = 0;
  while (!signal.aborted) {
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      // Counting what is stored takes from the engine what storing needs.
      if (!(await historyIsTold(environment.dataDir))) continue;
      if (!stored) {
        const topics = await ingestStatus({ kafka, warehouse, contracts });
        const rows = topics.reduce((sum, topic) => sum + topic.rows + topic.quarantined, 0);
        const lag = topics.reduce((sum, topic) => sum + topic.lagOffsets, 0);
        stored = rows > 0 && lag === 0;
        passesWhenStored = builder()?.passes ?? 0;
        report('ingested', rows, rows + lag, stored, `${rows.toLocaleString('en')} events`);
        continue;
      }
      const { models } = await readBuildStatus(warehouse);
      const built = models.filter(({ builtAt }) => builtAt !== null).length;
      // A pass that began after the last event was stored leaves nothing of it to take in; the first may have begun before.
      const done = models.length > 0 && (builder()?.passes ?? 0) > passesWhenStored + 1;
      report('built', built, models.length, done, `${built} models`);
      if (done) return;
    } catch (error) {
      log.debug(`progress was not read: ${messageOf(error)}`);
    }
  }
}
