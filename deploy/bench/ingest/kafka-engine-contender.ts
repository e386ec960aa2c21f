import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readTask, say, watchRows } from './contender.ts';
import { plainColumns, plainTable } from './plain-table.ts';

/** ClickHouse's own Kafka table engine with a materialized view, in a process of its own; at least once, no checks. */
const { Session } = createRequire(import.meta.url)('chdb') as typeof import('chdb');
const task = readTask();
const session = new Session(join(task.folder, 'kafka-engine'));
const run = async (sql: string) => (await session.queryAsync(sql, { format: 'TSV' })).text();

await run('create database bench');
const body = plainColumns.replace(', version UInt64', '');
const settings = [
  `kafka_broker_list = '${task.brokers.join(',')}'`,
  `kafka_topic_list = '${task.topic}'`,
  `kafka_group_name = 'bench-${task.database}'`,
  "kafka_format = 'JSONEachRow'",
  'kafka_num_consumers = 2',
  'kafka_thread_per_consumer = 1',
  'kafka_max_block_size = 65536',
  'input_format_skip_unknown_fields = 1',
];
await run(plainTable('bench.stored'));
await run(`create table bench.queue (${body}) engine = Kafka settings ${settings.join(', ')}`);
const version = "toUInt64OrZero(_headers.value[indexOf(_headers.name, 'ce_entityversion')])";
const watching = watchRows(task, async () => Number(await run('select count() from bench.stored')));
await run(
  `create materialized view bench.store to bench.stored as select *, ${version} as version from bench.queue`,
);
say(await watching);
