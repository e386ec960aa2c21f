import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import {
  contracts,
  createKafka,
  createProducer,
  type EventProducer,
  ensureIngestionTopics,
  migrateTables,
  rawTopic,
  shopify,
} from '#ingestion';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { startExerciseEngines } from '../../exercise-engines.ts';
import { seededRandom } from '../../testing/random.ts';
import { type Check, conclude } from '../verdict.ts';
import { generate, killContract, killTopic, type Ledger } from './events.ts';
import { driftChecks } from './models.ts';
import { generateRaw, type RawLedger } from './raw-orders.ts';
import { checksOf, rawChecks, rawStored } from './verdict.ts';
import { type Kills, Victims } from './victims.ts';

export type KillOptions = {
  events: number;
  kills: number;
  seed: number;
  /** How many share the partitions; each kill of one moves them twice. */
  sinks: number;
  say(line: string): void;
};
export type KillVerdict = { checks: Check[]; kills: Kills; seconds: number };

const database = 'prove_kill';
const partitions = 4;
/** One in so many events arrives as a source's payload, by way of the mapper. */
const rawShare = 40;
const log = pino({ level: 'error' }, pino.destination(2));

/**
 * Kills ingestion, mapper, builder and warehouse with SIGKILL at random instants while events flow; then compares what
 * is stored with what was sent, offset by offset, and what the models hold with a full rebuild, row by row.
 *
 * `--events 2000000 --kills 30 --seed 1 --sinks 1`
 */
export async function prove(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '2000000' },
      kills: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      sinks: { type: 'string', default: '1' },
    },
  });
  const say = (line: string) => console.log(line);
  const verdict = await proveKills({
    ...{ events: Number(values.events), kills: Number(values.kills) },
    ...{ seed: Number(values.seed), sinks: Number(values.sinks), say },
  });
  const killed = Object.entries(verdict.kills).map(([victim, times]) => `${victim} ${times}`);
  say(`kills: ${killed.join(', ')}; ${verdict.seconds} s`);
  conclude(verdict.checks, say);
}

/** The same at any size. */
export async function proveKills(options: KillOptions): Promise<KillVerdict> {
  const started = performance.now();
  const engines = await startExerciseEngines();
  const { brokers, warehouseUrl: url, user, password } = engines;
  let victims: Victims | undefined;
  try {
    const system = connectWarehouse({ url, user, password, database: 'default' });
    await system.command(`create database ${database}`);
    const warehouse = connectWarehouse({ url, user, password, database });
    await migrateTables(warehouse, contracts);
    const kafka = createKafka({ brokers, clientId: 'prove', log });
    const producer = await createProducer({ brokers, clientId: 'prove', log, kafka });
    await producer.ensureTopics([killTopic, rawTopic(shopify)], { partitions });
    await ensureIngestionTopics(kafka, { contracts, sources: [shopify], partitions: 1 });

    victims = new Victims(engines, { brokers, url, user, password, database, sinks: options.sinks });
    const producing = produceAll(producer, options);
    // Awaited below; a failure before must not count as unhandled.
    producing.catch(() => undefined);
    const random = seededRandom(options.seed);
    for (let stored = 0; victims.count < options.kills; ) {
      // Most kills meet a stream that flows again, every fifth one a recovery that has hardly begun.
      if (random() < 0.8) stored = await untilMore(warehouse, stored);
      await sleep(random() * 1_500);
      await victims.killOne(random);
      options.say(`${victims.count} of ${options.kills} kills, ${await rowsStored(warehouse)} rows stored`);
    }
    const { ledger, raw } = await producing;
    await producer.close();
    await untilStored(warehouse, ledger, raw, options);
    const stored = [...(await checksOf(warehouse, ledger)), ...(await rawChecks(warehouse, raw))];
    await victims.end('builder');
    const unlike = stored.filter(({ expected, found }) => expected !== found).length;
    options.say(
      `${stored.length} checks of what is stored, ${unlike} fail; building every model anew, to compare`,
    );
    const patient = connectWarehouse({ url, user, password, database, requestTimeoutMs: 3_600_000 });
    const checks = [...stored, ...(await driftChecks(patient, log))];
    await Promise.all([system.close(), warehouse.close(), patient.close()]);
    return { checks, kills: victims.kills, seconds: Math.round((performance.now() - started) / 1_000) };
  } finally {
    await victims?.end();
    await engines.stop();
  }
}

/** Spreads the events over about as long as the kills will take, so that every kill meets work. */
async function produceAll(
  producer: EventProducer,
  { events, kills }: KillOptions,
): Promise<{ ledger: Ledger; raw: RawLedger }> {
  const total: Ledger = { good: 0, deliveries: 0, bad: 0, cents: 0 };
  const rawTotal: RawLedger = { orders: 0, refused: 0, orderCents: 0 };
  const size = 5_000;
  const pauseMs = (kills * 3_000 * size) / events;
  for (let from = 0; from < events; from += size) {
    const to = Math.min(events, from + size);
    const { records, ledger } = generate(from, to);
    const raw = generateRaw(Math.ceil(from / rawShare), Math.ceil(to / rawShare));
    await Promise.all([producer.send(killTopic, records), producer.send(rawTopic(shopify), raw.records)]);
    for (const key of ['good', 'deliveries', 'bad', 'cents'] as const) total[key] += ledger[key];
    for (const key of ['orders', 'refused', 'orderCents'] as const) rawTotal[key] += raw.ledger[key];
    await sleep(pauseMs);
  }
  return { ledger: total, raw: rawTotal };
}

/** Until all is there, or nothing has come for two minutes. */
async function untilStored(
  warehouse: Warehouse,
  ledger: Ledger,
  raw: RawLedger,
  { say }: KillOptions,
): Promise<void> {
  const all = ledger.deliveries + ledger.bad + raw.orders + raw.refused;
  let before = -1;
  for (let unchanged = 0; unchanged < 120; unchanged++) {
    const [rows, mapped] = [await rowsStored(warehouse), await rawStored(warehouse)];
    if (rows + mapped >= all) return;
    if (rows + mapped !== before) {
      unchanged = 0;
      say(`${rows + mapped} of ${all} stored, ${mapped} of them by way of the mapper`);
    }
    before = rows + mapped;
    await sleep(1_000);
  }
}

async function untilMore(warehouse: Warehouse, than: number): Promise<number> {
  for (let tries = 0; tries < 600; tries++) {
    const rows = await rowsStored(warehouse);
    if (rows > than) return rows;
    await sleep(100);
  }
  return than;
}

/** -1 while the warehouse does not answer. */
async function rowsStored(warehouse: Warehouse): Promise<number> {
  const { table, quarantineTable } = killContract;
  const sql = `select (select count() from ${table}) + (select count() from ${quarantineTable}) as n`;
  const answer = await warehouse.rows<{ n: string }>(sql).catch(() => undefined);
  return Number(answer?.[0]?.n ?? -1);
}
