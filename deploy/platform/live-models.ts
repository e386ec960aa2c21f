import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { messageOf } from '#errors';
import type { LiveModels } from '#graphql';
import { type AnalysedProject, type Builder, describeModels, openCatalogue } from '#models';
import type { Warehouse } from '#warehouse';
import { metricsDir } from './folders.ts';

const lookEveryMs = 1_000;

/** Models and metrics that follow their files: what is saved shows in the gateway about a second later. */
export async function followModels(
  builder: Pick<Builder, 'project'>,
  warehouse: Warehouse,
  log: Logger,
): Promise<LiveModels & { stop(): Promise<void> }> {
  let project: AnalysedProject = await builder.project();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const catalogue = await openCatalogue({
    directory: metricsDir,
    project: () => project,
    columns: () => describeModels(warehouse),
    log,
  });
  const metrics = catalogue.watch(lookEveryMs, tell);
  const stopping = new AbortController();
  const following = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      try {
        const now = await builder.project();
        if (now === project) continue;
        project = now;
        tell();
      } catch (error) {
        log.warn(`The models were not read again: ${messageOf(error)}`);
      }
    }
  })();
  return {
    project: () => project,
    analysed: () => project,
    catalogue: () => catalogue.current(),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([following, metrics.stop()]);
    },
  };
}
