import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { EntrepotError } from '#errors';
import { createProducer, type EventProducer, migrateTables } from '#ingestion';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { startExerciseEngines } from '../../exercise-engines.ts';
import { generate, killContract, killTopic, type Ledger } from './events.ts';
import { type Check, checksOf } from './verdict.ts';

export type KillOptions = { events: number; kills: number; seed: number; say(line: string): void };
export type KillVerdict = { checks: Check[]; kills: Record<'sink' | 'warehouse', number>; seconds: number };

const database = 'prove_kill';
const partitions = 4;
const program = fileURLToPath(new URL('./sink-process.ts', import.meta.url));
const log = pino({ level: 'error' }, pino.destination(2));

/**
 * Kills ingestion and warehouse with SIGKILL at random instants while events flow, then compares what is stored with
 * what was sent, offset by offset.
 *
 * `--events 2000000 --kills 30 --seed 1`
 */
export async function prove(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '2000000' },
      kills: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
    },
  });
  const { events, kills, seed } = values;
  const say = (line: string) => console.log(line);
  const verdict = await proveKills({ events: Number(events), kills: Number(kills), seed: Number(seed), say });
  for (const { name, expected, found } of verdict.checks) {
    say(
      `${expected === found ? 'ok  ' : 'FAIL'} ${name}: ${found}${expected === found ? '' : `, expected ${expected}`}`,
    );
  }
  say(
    `${verdict.kills.sink} kills of ingestion, ${verdict.kills.warehouse} of the warehouse, ${verdict.seconds} s`,
  );
  if (verdict.checks.some(({ expected, found }) => expected !== found)) {
    throw new EntrepotError('CHECK_FAILED', 'What is stored is not what was sent; see above.');
  }
}

/** The same at any size. */
export async function proveKills(options: KillOptions): Promise<KillVerdict> {
  const started = performance.now();
  const engines = await startExerciseEngines();
  const { brokers, warehouseUrl: url, user, password } = engines;
  let sink: ChildProcess | undefined;
  try {
    const system = connectWarehouse({ url, user, password, database: 'default' });
    await system.command(`create database ${database}`);
    const warehouse = connectWarehouse({ url, user, password, database });
    await migrateTables(warehouse, [killContract]);
    const producer = await createProducer({ brokers, clientId: 'prove', log });
    await producer.ensureTopics([killTopic], { partitions });

    const startSink = () =>
      spawn(process.execPath, [program, JSON.stringify([brokers[0], url, user, password, database])], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
    sink = startSink();
    const producing = produceAll(producer, options);
    const random = mulberry32(options.seed);
    const kills = { sink: 0, warehouse: 0 };
    for (let stored = 0; kills.sink + kills.warehouse < options.kills; ) {
      // Most kills meet a stream that flows again, every fifth one a recovery that has hardly begun.
      if (random() < 0.8) stored = await untilMore(warehouse, stored);
      await sleep(random() * 1_500);
      if (random() < 0.6) {
        await kill(sink);
        kills.sink++;
        await sleep(random() * 500);
        sink = startSink();
      } else {
        await kill(engines.warehouse().process);
        kills.warehouse++;
        await sleep(random() * 500);
        await engines.restartWarehouse();
      }
      options.say(
        `${kills.sink + kills.warehouse} of ${options.kills} kills, ${await rowsStored(warehouse)} rows stored`,
      );
    }
    const ledger = await producing;
    await producer.close();
    await untilStored(warehouse, ledger, options);
    const checks = await checksOf(warehouse, ledger);
    await Promise.all([system.close(), warehouse.close()]);
    return { checks, kills, seconds: Math.round((performance.now() - started) / 1_000) };
  } finally {
    if (sink) await kill(sink);
    await engines.stop();
  }
}

/** Spreads the events over about as long as the kills will take, so that every kill meets work. */
async function produceAll(producer: EventProducer, { events, kills }: KillOptions): Promise<Ledger> {
  const total: Ledger = { good: 0, deliveries: 0, bad: 0, cents: 0 };
  const size = 5_000;
  const pauseMs = (kills * 2_000 * size) / events;
  for (let from = 0; from < events; from += size) {
    const { records, ledger } = generate(from, Math.min(events, from + size));
    await producer.send(killTopic, records);
    for (const key of ['good', 'deliveries', 'bad', 'cents'] as const) total[key] += ledger[key];
    await sleep(pauseMs);
  }
  return total;
}

async function untilStored(warehouse: Warehouse, ledger: Ledger, { say }: KillOptions): Promise<void> {
  const all = ledger.deliveries + ledger.bad;
  let before = -1;
  for (let unchanged = 0; unchanged < 120; unchanged++) {
    const rows = await rowsStored(warehouse);
    if (rows >= all) return;
    if (rows !== before) {
      unchanged = 0;
      say(`${rows} of ${all} rows stored`);
    }
    before = rows;
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

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** A small seeded generator, so that a run can be repeated (its instants only roughly). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
