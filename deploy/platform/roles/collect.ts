import {
  ensureIngestionTopics,
  LiveSources,
  placeOfPoll,
  sources,
  startDropFolder,
  startPoller,
} from '#ingestion';
import { sourceFolders } from '../folders.ts';
import type { StartRole } from './context.ts';

/** What is fetched or dropped becomes raw payloads: polled APIs, and files put into the drop folder. */
export const startCollectRole: StartRole = async ({
  kafka,
  producer,
  warehouse,
  environment,
  log: parent,
}) => {
  const log = parent.child({ role: 'collect' });
  const { topicPartitions: partitions, dropDir, pollsDir, secrets } = environment;
  const live = new LiveSources({ folders: sourceFolders(environment), builtIn: sources, log });
  const ensureTopic = (name: string) =>
    ensureIngestionTopics(kafka, { contracts: [], sources: [{ name }], partitions });
  const sourceNamed = async (name: string) => {
    await live.refresh();
    const source = live.sources.find((each) => each.name === name);
    if (source) await ensureTopic(name);
    return source;
  };
  const parts = [startDropFolder({ ...{ warehouse, producer, log, sourceNamed }, folder: dropDir })];
  const polls =
    pollsDir === undefined
      ? []
      : [
          startPoller({
            ...{ producer, log, secrets, ensureTopic },
            folder: pollsDir,
            placeOf: (poll) => placeOfPoll(warehouse, poll),
          }),
        ];
  const all = [...parts, ...polls];
  return {
    failed: Promise.race(all.map(({ failed }) => failed)),
    stop: async () => {
      await Promise.all(all.map((each) => each.stop()));
    },
  };
};
