import { pino } from 'pino';
import { createKafka, settlementLine } from '#ingestion';
import { connectWarehouse } from '#warehouse';
import { readTask, say, watchRows } from './contender.ts';
import { plainRow, plainTable } from './plain-table.ts';

/** What most services do: parse each message, gather objects, insert them. At least once, no checks. */
const task = readTask();
const log = pino({ level: 'warn' }, pino.destination(2));
const { warehouseUrl: url, user, password, database } = task;
const warehouse = connectWarehouse({ url, user, password, database });
await warehouse.command(plainTable('objects'));
const kafka = createKafka({ brokers: task.brokers, clientId: 'bench-objects', log });
const consumer = kafka.consumer({
  groupId: `bench-${database}`,
  maxBytesPerPartition: 4 << 20,
  maxWaitTimeInMs: 100,
});
await consumer.connect();
await consumer.subscribe({ topics: [settlementLine.topic], fromBeginning: true });
const watching = watchRows(task, async () => {
  const [row] = await warehouse.rows<{ n: string }>('select count() as n from objects');
  return Number(row!.n);
});
await consumer.run({
  partitionsConsumedConcurrently: task.partitions,
  eachBatch: async ({ batch }) => {
    await warehouse.insertRows('objects', batch.messages.map(plainRow));
  },
});
say(await watching);
