import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { EntrepotError, messageOf } from '#errors';
import {
  contracts,
  createKafka,
  createProducer,
  type EventProducer,
  ensureIngestionTopics,
  sources,
} from '#ingestion';
import { connectWarehouse, identifier, type Warehouse } from '#warehouse';
import type { Environment } from '../environment.ts';

export type Kafka = ReturnType<typeof createKafka>;

/** What the roles of one process share. */
export type Connections = {
  kafka: Kafka;
  producer: EventProducer;
  /** May write; each heavy role has sockets of its own. */
  warehouse: Warehouse;
  ingestWarehouse: Warehouse;
  /** May only read. */
  reader: Warehouse;
  close(): Promise<void>;
};

/** Connects to Kafka and the warehouse, and makes the database and the topics where they are missing. */
export async function openConnections(environment: Environment, log: Logger): Promise<Connections> {
  const { kafkaBrokers: brokers, clickhouse, database, topicPartitions: partitions } = environment;
  if (brokers === undefined || clickhouse === undefined) {
    throw new EntrepotError('CONFIG_INVALID', 'The platform was not told where Kafka and ClickHouse are.', {
      available: ['KAFKA_BROKERS', 'CLICKHOUSE_URL', 'CLICKHOUSE_USER', 'CLICKHOUSE_PASSWORD'],
      fix: 'Set these variables, or start everything together with: npm start',
    });
  }
  const writer = { url: clickhouse.url, user: clickhouse.user, password: clickhouse.password };
  await createDatabase(writer, database, log);
  const warehouse = connectWarehouse({ ...writer, database });
  const ingestWarehouse = connectWarehouse({ ...writer, database, application: 'entrepot ingest' });
  const reader = connectWarehouse({
    ...{ url: clickhouse.url, user: clickhouse.readerUser, password: clickhouse.readerPassword, database },
    application: 'entrepot gateway',
  });
  const kafka = createKafka({ brokers, clientId: 'entrepot', log });
  await patiently('Kafka', log, () => ensureIngestionTopics(kafka, { contracts, sources, partitions }));
  const producer = await createProducer({ brokers, clientId: 'entrepot', log, kafka });
  const close = async () => {
    await producer.close();
    await Promise.all([warehouse.close(), ingestWarehouse.close(), reader.close()]);
  };
  return { kafka, producer, warehouse, ingestWarehouse, reader, close };
}

async function createDatabase(
  access: { url: string; user: string; password: string },
  database: string,
  log: Logger,
): Promise<void> {
  const system = connectWarehouse({ ...access, database: 'default' });
  try {
    await patiently('The warehouse', log, () =>
      system.command(`CREATE DATABASE IF NOT EXISTS ${identifier(database)}`),
    );
  } finally {
    await system.close();
  }
}

/** At a start of everything at once, the others may need a moment longer. */
async function patiently<T>(what: string, log: Logger, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const passing = error instanceof EntrepotError && /_UNREACHABLE$/.test(error.code);
      if (!passing || failures >= 30) throw error;
      log.warn(`${what} does not answer yet: ${messageOf(error)}`);
      await sleep(1_000);
    }
  }
}
