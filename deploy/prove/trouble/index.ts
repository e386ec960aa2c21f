import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { pino } from 'pino';
import {
  contracts,
  createKafka,
  createProducer,
  type EventProducer,
  ensureIngestionTopics,
  migrateTables,
} from '#ingestion';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { type ExerciseEngines, startExerciseEngines } from '../../exercise-engines.ts';
import { generate, killContract, killTopic, type Ledger } from '../kill/events.ts';
import { onceChecks } from '../kill/verdict.ts';
import { endProcess, startVictim } from '../kill/victims.ts';
import { type Check, conclude } from '../verdict.ts';
import { mountSmallDisk, type SmallDisk, type Trouble, troublesOf } from './troubles.ts';

export type TroubleOptions = {
  /** How long each trouble lasts; the first, the warehouse's absence, `awaySeconds`. */
  seconds: number;
  awaySeconds: number;
  /** Events a second meanwhile. */
  rate: number;
  /** An alert is due when nothing could be stored for so long. */
  alertAfterMs: number;
  say(line: string): void;
};

const database = 'prove_trouble';
/** The sink's memory must stay below this, however long it waits. */
const memoryMb = 900;
const log = pino({ level: 'fatal' });

/**
 * The warehouse is away, then silent, the broker silent, the disk full, while events go on: the sink waits in bounded memory,
 * says so, and catches up; each offset is stored once.
 *
 * `--away-minutes 10 --seconds 60 --rate 2000`
 */
export async function prove(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'away-minutes': { type: 'string', default: '10' },
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string', default: '2000' },
    },
  });
  const say = (line: string) => console.log(line);
  const checks = await proveTroubles({
    ...{ awaySeconds: Number(values['away-minutes']) * 60, seconds: Number(values.seconds) },
    ...{ rate: Number(values.rate), alertAfterMs: 30_000, say },
  });
  conclude(checks, say);
}

/** The same at any size. */
export async function proveTroubles(options: TroubleOptions): Promise<Check[]> {
  const { say } = options;
  let disk: SmallDisk | undefined;
  const engines = await startExerciseEngines({
    prepareWarehouse: async (folder) => {
      disk = await mountSmallDisk(folder, 1_536, say);
      return async () => disk?.unmount();
    },
  });
  const { brokers, warehouseUrl: url, user, password } = engines;
  const warehouse = connectWarehouse({ url, user, password, database, requestTimeoutMs: 10_000 });
  const kafka = createKafka({ brokers, clientId: 'prove', log });
  const producer = await createProducer({ brokers, clientId: 'prove', log, kafka });
  const { alertAfterMs } = options;
  try {
    const system = connectWarehouse({ url, user, password, database: 'default' });
    await system.command(`create database ${database}`);
    await system.close();
    await ensureIngestionTopics(kafka, { contracts, sources: [], partitions: 2 });
    await migrateTables(warehouse, contracts);
    const sink = startVictim('sink', { brokers, url, user, password, database, sinks: 1, alertAfterMs });
    try {
      const load = startLoad(producer, options.rate);
      const checks: Check[] = [];
      for (const [index, trouble] of troublesOf(engines, disk).entries()) {
        const seconds = index === 0 ? options.awaySeconds : options.seconds;
        checks.push(...(await suffer(trouble, { seconds, sink: sink.pid!, warehouse, load, engines, say })));
      }
      const ledger = await load.stop();
      return [...checks, ...(await onceChecks(warehouse, kafka, ledger))];
    } finally {
      await endProcess(sink);
    }
  } finally {
    await producer.close();
    await warehouse.close();
    await engines.stop();
  }
}

type Suffering = {
  seconds: number;
  sink: number;
  warehouse: Warehouse;
  load: Load;
  engines: ExerciseEngines;
  say(line: string): void;
};

async function suffer(
  trouble: Trouble,
  { seconds, sink, warehouse, load, say }: Suffering,
): Promise<Check[]> {
  await untilStored(warehouse, () => load.sent());
  const begun = Date.now();
  const sentBefore = load.sent();
  await trouble.begin();
  let most = 0;
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(1_000)) {
    most = Math.max(most, await memoryOf(sink));
  }
  const waiting = load.sent() - sentBefore;
  await trouble.end();
  const ended = performance.now();
  await untilStored(warehouse, () => load.sent());
  most = Math.max(most, await memoryOf(sink));
  const caughtUp = ((performance.now() - ended) / 1_000).toFixed(1);
  say(
    `${trouble.name} for ${seconds} s: ${waiting} events came, all stored ${caughtUp} s later, at most ${most} MB`,
  );
  const memory = { name: `${trouble.name}: memory stays below ${memoryMb} MB`, expected: 'yes' };
  return [
    { ...memory, found: most < memoryMb ? 'yes' : `${most} MB` },
    {
      name: `${trouble.name}: alerts opened and closed`,
      expected: trouble.alerts ? 'open, closed' : '',
      found: await alertsSince(warehouse, begun, trouble.alerts ? 2 : 0),
    },
  ];
}

/** The states of the alerts about storing since then, in order; waits a while until there are so many. */
async function alertsSince(warehouse: Warehouse, since: number, atLeast: number): Promise<string> {
  const sql = `select distinct state from ods_ops_alert where rule = 'ingest_stalled' and event_time >= fromUnixTimestamp64Milli({since:Int64}) order by entity_version`;
  for (let tries = 0; ; tries++) {
    const rows = await warehouse.rows<{ state: string }>(sql, { since });
    if (rows.length >= atLeast || tries > 100) return rows.map(({ state }) => state).join(', ');
    await sleep(300);
  }
}

type Load = { sent(): number; stop(): Promise<Ledger> };

/** Sends events at a rate for as long as it is not stopped, each batch until Kafka has answered that it has it. */
function startLoad(producer: EventProducer, rate: number): Load {
  const total: Ledger = { good: 0, deliveries: 0, bad: 0, cents: 0 };
  let sending = true;
  const size = Math.max(10, Math.round(rate / 5));
  const ended = (async () => {
    for (let from = 0; sending; from += size) {
      const { records, ledger } = generate(from, from + size);
      await producer.send(killTopic, records);
      for (const key of ['good', 'deliveries', 'bad', 'cents'] as const) total[key] += ledger[key];
      await sleep(200);
    }
  })();
  ended.catch(() => undefined); // heard at the stop
  return {
    sent: () => total.deliveries + total.bad,
    stop: async () => {
      sending = false;
      await ended;
      return total;
    },
  };
}

/** Until all that was sent when it looked is stored. */
async function untilStored(warehouse: Warehouse, sent: () => number): Promise<void> {
  const goal = sent();
  for (let tries = 0; tries < 1_200 && (await rowsStored(warehouse)) < goal; tries++) await sleep(250);
}

/** -1 while the warehouse does not answer. */
async function rowsStored(warehouse: Warehouse): Promise<number> {
  const { table, quarantineTable } = killContract;
  const sql = `select (select count() from ${table}) + (select count() from ${quarantineTable}) as n`;
  const answer = await warehouse.rows<{ n: string }>(sql).catch(() => undefined);
  return Number(answer?.[0]?.n ?? -1);
}

/** Resident memory of a process, MB. */
async function memoryOf(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1_024);
}
