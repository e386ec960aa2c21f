import { sources, startMapper } from '#ingestion';
import { loadShopDirectory } from '../shops.ts';
import type { StartRole } from './context.ts';

/** Raw payloads become events. */
export const startMapRole: StartRole = async ({ kafka, producer, log }) =>
  startMapper({
    kafka,
    producer,
    sources,
    shops: await loadShopDirectory(),
    log: log.child({ role: 'map' }),
  });
