import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '#errors';
import type { Role } from '../role.ts';
import type { LiveSources } from '../sources/declared/live-sources.ts';
import type { Source } from '../sources/source.ts';
import { type Mapper, type MapperOptions, type MapperStatus, startMapper } from './mapper.ts';

export type LiveMapperOptions = Omit<MapperOptions, 'sources'> & {
  live: LiveSources;
  /** Makes the topics of sources that are new. */
  ensureTopics(sources: readonly Source[]): Promise<unknown>;
  lookEveryMs?: number;
};

/**
 * A mapper that follows its sources: a declaration that is saved maps the next record, one that is new has its topic and is
 * read from within seconds.
 */
export async function startLiveMapper(options: LiveMapperOptions): Promise<Role<MapperStatus>> {
  const { live, ensureTopics, log, lookEveryMs = 1_000, ...mapping } = options;
  const start = async () => {
    await ensureTopics(live.sources);
    return startMapper({ ...mapping, log, sources: live.sources });
  };
  await live.refresh();
  const stopping = new AbortController();
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined); // whoever waits on it hears it; nobody has to
  let mapper: Mapper = await start();
  mapper.failed.catch(reject);

  const following = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted || !(await live.refresh())) continue;
      if (mapper.use(live.sources)) continue;
      log.info({ sources: live.sources.map(({ name }) => name) }, 'there are other sources now');
      await mapper.stop();
      mapper = await start();
      mapper.failed.catch(reject);
    }
  })();
  following.catch((error: unknown) => {
    log.error({ error: messageOf(error) }, 'sources are not followed any more');
    reject(error);
  });

  return {
    failed,
    stop: async () => {
      stopping.abort();
      await following.catch(() => undefined);
      await mapper.stop();
    },
    status: () => mapper.status(),
  };
}
