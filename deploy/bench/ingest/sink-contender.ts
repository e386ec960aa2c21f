import { pino } from 'pino';
import { createKafka, migrateTables, settlementLine, startSink } from '#ingestion';
import { connectWarehouse } from '#warehouse';
import { readTask, say, watchRows } from './contender.ts';

/** Our own sink, as the platform runs it. */
const task = readTask();
const log = pino({ level: 'warn' }, pino.destination(2));
const { warehouseUrl: url, user, password, database } = task;
const warehouse = connectWarehouse({ url, user, password, database });
await migrateTables(warehouse, [settlementLine]);
const kafka = createKafka({ brokers: task.brokers, clientId: 'bench-sink', log });
const watching = watchRows(task, async () => {
  const [row] = await warehouse.rows<{ n: string }>(`select count() as n from ${settlementLine.table}`);
  return Number(row!.n);
});
const sink = startSink({ kafka, warehouse, contracts: [settlementLine], log, groupId: `bench-${database}` });
const outcome = await watching;
await sink.stop();
say(outcome);
