import { contracts, migrateTables, startSink } from '#ingestion';
import type { StartRole } from './context.ts';

/** Events become rows. */
export const startIngestRole: StartRole = async ({ kafka, ingestWarehouse, log }, beside) => {
  await migrateTables(ingestWarehouse, contracts);
  return startSink({
    ...{ kafka, contracts, log: log.child({ role: 'ingest' }) },
    warehouse: ingestWarehouse,
    // At home there is one sink: after a kill it need not wait until Kafka misses its predecessor.
    exclusive: beside.length > 1,
    // While a history is loaded, fewer and larger inserts leave the processor to the engine.
    batch: { maximumMs: 6_000 },
  });
};
