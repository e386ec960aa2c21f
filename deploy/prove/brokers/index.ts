import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Logger, pino } from 'pino';
import { EntrepotError, messageOf } from '#errors';
import { createKafka, createProducer, type EventProducer, migrateTables, startSink } from '#ingestion';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { type ExerciseEngines, startExerciseEngines } from '../../exercise-engines.ts';
import { seededRandom } from '../../testing/random.ts';
import { generate, killContract, killTopic, type Ledger } from '../kill/events.ts';
import { onceChecks } from '../kill/verdict.ts';
import { type Check, conclude } from '../verdict.ts';

export type BrokersOptions = {
  events: number;
  kills: number;
  seed: number;
  say(line: string): void;
};

type Kafka = ReturnType<typeof createKafka>;

const database = 'prove_brokers';
const nodes = 3;

/**
 * Three brokers, every partition on each of them; one at a time is killed under load and started again. What was
 * acknowledged must be stored, each offset once.
 *
 * `--events 2000000 --kills 12 --seed 1`
 */
export async function prove(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '2000000' },
      kills: { type: 'string', default: '12' },
      seed: { type: 'string', default: '1' },
    },
  });
  const say = (line: string) => console.log(line);
  const [events, kills, seed] = [values.events, values.kills, values.seed].map(Number) as [
    number,
    number,
    number,
  ];
  conclude(await proveBrokers({ events, kills, seed, say }), say);
}

/** The same at any size. */
export async function proveBrokers(options: BrokersOptions): Promise<Check[]> {
  const log = pino({ level: 'fatal' });
  const engines = await startExerciseEngines({ brokers: nodes });
  const { brokers, warehouseUrl: url, user, password } = engines;
  const warehouse = connectWarehouse({ url, user, password, database });
  const kafka = createKafka({ brokers, clientId: 'prove', log });
  const producer = await createProducer({ brokers, clientId: 'prove', log, kafka });
  let sink: ReturnType<typeof startSink> | undefined;
  try {
    const system = connectWarehouse({ url, user, password, database: 'default' });
    await system.command(`create database ${database}`);
    await system.close();
    await producer.ensureTopics([killTopic], { partitions: 4, replicationFactor: nodes });
    await migrateTables(warehouse, [killContract]);
    sink = startSink({ kafka, warehouse, contracts: [killContract], log });
    const sending = sendAll(producer, options, log);
    sending.catch(() => undefined); // awaited below; a failure before must not count as unhandled
    await killBrokers(engines, { warehouse, kafka }, options);
    const { ledger, resent } = await sending;
    options.say(`everything is sent, ${resent} batches more than once`);
    return await onceChecks(warehouse, kafka, ledger);
  } finally {
    await sink?.stop();
    await producer.close();
    await warehouse.close();
    await engines.stop();
  }
}

async function killBrokers(
  engines: ExerciseEngines,
  { warehouse, kafka }: { warehouse: Warehouse; kafka: Kafka },
  { kills, seed, say }: BrokersOptions,
): Promise<void> {
  const random = seededRandom(seed);
  for (let count = 1; count <= kills; count++) {
    const before = await stored(warehouse);
    while ((await stored(warehouse)) <= before) await sleep(200);
    await sleep(random() * 2_000);
    const node = Math.floor(random() * nodes);
    const victim = engines.kafka.broker(node).process;
    const ended = new Promise((resolve) => victim.once('exit', resolve));
    victim.kill('SIGKILL');
    await ended;
    await sleep(1_000 + random() * 6_000);
    await engines.kafka.restart(node);
    // One at a time: the others may go only once this one has caught up.
    await untilInSync(kafka);
    say(
      `${count} of ${kills}: broker ${node + 1} was killed and is back, ${await stored(warehouse)} events stored`,
    );
  }
}

/** Sends batch after batch, each until Kafka has it: what was sent again may lie there twice. */
async function sendAll(
  producer: EventProducer,
  { events, kills }: BrokersOptions,
  log: Logger,
): Promise<{ ledger: Ledger; resent: number }> {
  const total: Ledger = { good: 0, deliveries: 0, bad: 0, cents: 0 };
  const size = 2_000;
  let resent = 0;
  for (let from = 0; from < events; from += size) {
    const { records, ledger } = generate(from, Math.min(events, from + size));
    for (;;) {
      try {
        await producer.send(killTopic, records);
        break;
      } catch (error) {
        log.warn({ error: messageOf(error) }, 'sent again');
        resent += 1;
        await sleep(250);
      }
    }
    for (const key of ['good', 'deliveries', 'bad', 'cents'] as const) total[key] += ledger[key];
    await sleep((kills * 9_000 * size) / events);
  }
  return { ledger: total, resent };
}

const stored = (warehouse: Warehouse) =>
  numberOf(warehouse, `select count() as n from ${killContract.table}`);

async function numberOf(warehouse: Warehouse, sql: string): Promise<number> {
  const [row] = await warehouse.rows<{ n: string }>(sql);
  return Number(row!.n);
}

/** Until every replica of the topic has all that was acknowledged. */
async function untilInSync(kafka: Kafka): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    for (let tries = 0; tries < 600; tries++) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [killTopic] });
      if (topics[0]!.partitions.every(({ isr, replicas }) => isr.length === replicas.length)) return;
      await sleep(200);
    }
    throw new EntrepotError('KAFKA_UNREACHABLE', 'A broker that came back did not catch up in two minutes.');
  } finally {
    await admin.disconnect();
  }
}
