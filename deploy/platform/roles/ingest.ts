import { contracts, migrateTables, startSink } from '#ingestion';
import type { StartRole } from './context.ts';

/** Events become rows. */
export const startIngestRole: StartRole = async ({ kafka, ingestWarehouse, log }) => {
  await migrateTables(ingestWarehouse, contracts);
  return startSink({ kafka, warehouse: ingestWarehouse, contracts, log: log.child({ role: 'ingest' }) });
};
