import { pino } from 'pino';
import { createKafka, startSink } from '#ingestion';
import { connectWarehouse } from '#warehouse';
import { killContract } from './events.ts';

/** The ingest role alone in a process, to be killed at any instant. It ends with its parent. */
const [brokers, url, user, password, database] = JSON.parse(process.argv[2]!) as string[];
process.on('disconnect', () => process.exit(0));
const log = pino({ level: 'error' }, pino.destination(2));
const kafka = createKafka({ brokers: [brokers!], clientId: 'prove-kill', log });
const warehouse = connectWarehouse({ url: url!, user: user!, password: password!, database: database! });
const sink = startSink({ kafka, warehouse, contracts: [killContract], log, exclusive: true });
await sink.failed;
