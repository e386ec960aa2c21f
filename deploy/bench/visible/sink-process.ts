import { pino } from 'pino';
import { createKafka, startSink } from '#ingestion';
import { connectWarehouse } from '#warehouse';
import { kinds, readTask } from './task.ts';

/** The sink as the platform runs it, in a process of its own. */
const { brokers, kind, ...access } = readTask();
process.on('disconnect', () => process.exit(0));
const log = pino({ level: 'warn' }, pino.destination(2));
const { failed } = startSink({
  kafka: createKafka({ brokers, clientId: 'visible-sink', log }),
  warehouse: connectWarehouse(access),
  contracts: [kinds[kind].contract],
  log,
  exclusive: true,
});
await failed;
