import { startWatcher } from '#ingestion';
import type { StartRole } from './context.ts';

/** What leaps is told at once. */
export const startWatchRole: StartRole = ({ kafka, warehouse, producer, log }) =>
  startWatcher({ kafka, warehouse, producer, log: log.child({ role: 'watch' }) });
