import { ensureIngestionTopics, LiveSources, sources, startLiveMapper } from '#ingestion';
import { sourceFolders } from '../folders.ts';
import { loadShopDirectory } from '../shops.ts';
import type { StartRole } from './context.ts';

/** Raw payloads become events. */
export const startMapRole: StartRole = async ({ kafka, producer, environment, log: parent }) => {
  const log = parent.child({ role: 'map' });
  const { topicPartitions: partitions } = environment;
  return startLiveMapper({
    ...{ kafka, producer, log },
    shops: await loadShopDirectory(),
    live: new LiveSources({ folders: sourceFolders(environment), builtIn: sources, log }),
    ensureTopics: (all) => ensureIngestionTopics(kafka, { contracts: [], sources: all, partitions }),
  });
};
