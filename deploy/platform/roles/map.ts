import { ensureIngestionTopics, LiveSources, sources, startLiveMapper } from '#ingestion';
import { sourcesDir } from '../folders.ts';
import { loadShopDirectory } from '../shops.ts';
import type { StartRole } from './context.ts';

/** Raw payloads become events. */
export const startMapRole: StartRole = async ({ kafka, producer, environment, log: parent }) => {
  const log = parent.child({ role: 'map' });
  const { sourcesDir: own, topicPartitions: partitions } = environment;
  const folders = own === undefined ? [sourcesDir] : [own, sourcesDir];
  return startLiveMapper({
    ...{ kafka, producer, log },
    shops: await loadShopDirectory(),
    live: new LiveSources({ folders, builtIn: sources, log }),
    ensureTopics: (all) => ensureIngestionTopics(kafka, { contracts: [], sources: all, partitions }),
  });
};
