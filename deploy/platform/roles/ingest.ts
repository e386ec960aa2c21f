import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Contract, contracts, migrateTables, startSink } from '#ingestion';
import type { Warehouse } from '#warehouse';
import { contractsInUse } from '../contracts-in-use.ts';
import type { StartRole } from './context.ts';

/** Events become rows. */
export const startIngestRole: StartRole = async (
  { kafka, ingestWarehouse, producer, log: parent },
  beside,
) => {
  const log = parent.child({ role: 'ingest' });
  const { used, others } = await contractsInUse();
  await migrateTables(ingestWarehouse, used);
  const stopping = new AbortController();
  // A partition of a table that is not there yet waits for it.
  const rest = migrateLater(ingestWarehouse, others, log, stopping.signal);
  const sink = startSink({
    ...{ kafka, contracts, log },
    warehouse: ingestWarehouse,
    alerts: producer,
    // At home there is one sink: after a kill it need not wait until Kafka misses its predecessor.
    exclusive: beside.length > 1,
    // While a history is loaded, fewer and larger inserts leave the processor to the engine.
    batch: { maximumMs: 6_000 },
  });
  return {
    failed: sink.failed,
    stop: async () => {
      stopping.abort();
      await Promise.all([sink.stop(), rest]);
    },
  };
};

/** Tables that no model reads yet, made while everything else is at work already. */
async function migrateLater(
  warehouse: Warehouse,
  others: readonly Contract[],
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  for (let wait = 1_000; !signal.aborted; wait = Math.min(wait * 2, 30_000)) {
    try {
      await migrateTables(warehouse, others, { atOnce: 1, signal });
      return;
    } catch (error) {
      log.warn({ err: error, wait }, 'tables could not be made; they are tried again');
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
