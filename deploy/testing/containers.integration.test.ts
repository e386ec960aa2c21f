import { pino } from 'pino';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createKafka,
  createProducer,
  type EventProducer,
  ensureTopics,
  fxRate,
  migrateTables,
  outgoing,
  startSink,
} from '#ingestion';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { freePort } from '../local/ports.ts';

const images = { clickhouse: 'clickhouse/clickhouse-server:26.7', kafka: 'apache/kafka:4.3.1' };

const docker = await getContainerRuntimeClient().then(
  () => true,
  () => false,
);
if (!docker) console.log('Skipped: no Docker engine answers, so the servers of others are not tried here.');

/** The same code against a ClickHouse server and a Kafka that are not the embedded ones. */
describe.skipIf(!docker)('ingestion into servers in containers', () => {
  const log = pino({ level: 'silent' });
  let containers: StartedTestContainer[] = [];
  let warehouse: Warehouse;
  let brokers: string[];
  let producer: EventProducer;

  beforeAll(async () => {
    const port = await freePort();
    brokers = [`127.0.0.1:${port}`];
    containers = await Promise.all([
      new GenericContainer(images.clickhouse)
        .withEnvironment({ CLICKHOUSE_USER: 'platform', CLICKHOUSE_PASSWORD: 'platform' })
        .withExposedPorts(8123)
        .withWaitStrategy(Wait.forHttp('/ping', 8123))
        .start(),
      new GenericContainer(images.kafka)
        .withEnvironment({
          KAFKA_NODE_ID: '1',
          KAFKA_PROCESS_ROLES: 'broker,controller',
          KAFKA_LISTENERS: 'PLAINTEXT://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093',
          KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
          KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
          KAFKA_CONTROLLER_QUORUM_VOTERS: '1@127.0.0.1:9093',
          KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        })
        .withExposedPorts({ container: 9092, host: port })
        .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
        .start(),
    ]);
    const [clickhouse] = containers;
    warehouse = connectWarehouse({
      url: `http://${clickhouse!.getHost()}:${clickhouse!.getMappedPort(8123)}`,
      ...{ user: 'platform', password: 'platform', database: 'default' },
    });
    await migrateTables(warehouse, [fxRate]);
    producer = await createProducer({ brokers, clientId: 'containers', log });
  }, 300_000);

  afterAll(async () => {
    await producer?.close();
    await warehouse?.close();
    await Promise.all(containers.map((container) => container.stop()));
  });

  it('stores what is right and quarantines what is not', async () => {
    const kafka = createKafka({ brokers, clientId: 'containers', log });
    await ensureTopics(kafka, [fxRate.topic], { partitions: 2 });
    const rates = Array.from({ length: 500 }, (_, day) =>
      outgoing(fxRate, {
        body: {
          rate_id: `test:EUR:USD:${day}:spot`,
          ...{ provider: 'test', base: 'EUR', quote: 'USD', kind: 'spot', rate: '1.10' },
          date: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
        },
        source: 'test',
        time: '2026-01-01T00:00:00.000Z',
        version: day,
      }),
    );
    await producer.publish(rates);
    await producer.send(fxRate.topic, [{ key: 'broken', value: '{"rate_id": 1}' }]);
    const sink = startSink({ kafka, warehouse, contracts: [fxRate], log });
    try {
      const count = (table: string) =>
        warehouse.rows<{ n: string }>(`select count() as n from ${table}`).then(([row]) => Number(row!.n));
      await expect.poll(() => count(fxRate.table), { timeout: 60_000 }).toBe(500);
      await expect.poll(() => count(fxRate.quarantineTable), { timeout: 60_000 }).toBe(1);
    } finally {
      await sink.stop();
    }
  });
});
