import { pino } from 'pino';
import { createKafka, createProducer, type EventProducer } from '#ingestion';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { type Environment, readEnvironment } from '../environment.ts';
import { ensureWarehouseUsers } from '../local/warehouse-users.ts';
import { brokersOf } from '../supervisor/start.ts';

/** What an operator's command works with; each part is connected when it is first asked for. */
export type Operator = {
  environment: Environment;
  kafka: ReturnType<typeof createKafka>;
  warehouse: Warehouse;
  producer(): Promise<EventProducer>;
};

/** Runs a command on the running installation, or the cluster that the environment names, and closes what it opened. */
export async function operate<T>(work: (operator: Operator) => Promise<T>): Promise<T> {
  const environment = readEnvironment();
  const log = pino({ level: 'error' }, process.stderr);
  const brokers = brokersOf(environment).split(',');
  const { clickhouse, dataDir, warehousePort, database } = environment;
  const access = clickhouse ?? {
    url: `http://127.0.0.1:${warehousePort}`,
    user: 'platform',
    password: (await ensureWarehouseUsers(dataDir)).platform.password,
  };
  const warehouse = connectWarehouse({ ...access, database, application: 'entrepot cli' });
  const kafka = createKafka({ brokers, clientId: 'entrepot-cli', log });
  let producer: Promise<EventProducer> | undefined;
  try {
    return await work({
      ...{ environment, kafka, warehouse },
      producer: () => {
        producer ??= createProducer({ brokers, clientId: 'entrepot-cli', log, kafka });
        return producer;
      },
    });
  } finally {
    await Promise.all([warehouse.close(), producer?.then((each) => each.close())]);
  }
}
