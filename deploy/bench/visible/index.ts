import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { EntrepotError } from '#errors';
import { createProducer, type EventProducer, migrateTables } from '#ingestion';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { startExerciseEngines } from '../../exercise-engines.ts';
import { largestMemoryMb } from '../largest-memory.ts';
import { type Kind, kinds, type Task } from './task.ts';

const database = 'bench_visible';
const warmUpSeconds = 10;
const probeEveryMs = 250;
/** Half of it is in every latency. */
const lookEveryMs = 25;
/** What one process can send. */
const perLoad = 25_000;
/** Records of the load have the numbers below. */
const firstProbe = 900_000_000;

/**
 * Time from handing an event to Kafka until a SELECT of its typed table holds it, and what a query for one entity takes
 * meanwhile.
 *
 * `--rate 1000 --seconds 60 --kind orders|settlements`
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '60' },
      kind: { type: 'string', default: 'orders' },
    },
  });
  if (!Object.hasOwn(kinds, values.kind)) {
    throw new EntrepotError('INPUT_INVALID', 'There are no such events.', {
      asked: values.kind,
      available: Object.keys(kinds),
    });
  }
  const kind = values.kind as Kind;
  const [perSecond, seconds] = [Number(values.rate), Number(values.seconds)];
  const log = pino({ level: 'warn' }, pino.destination(2));
  const engines = await startExerciseEngines();
  const { brokers, warehouseUrl: url, user, password } = engines;
  const children: ChildProcess[] = [];
  try {
    const system = connectWarehouse({ url, user, password, database: 'default' });
    await system.command(`create database ${database}`);
    await system.close();
    const warehouse = connectWarehouse({ url, user, password, database });
    const { contract } = kinds[kind];
    await migrateTables(warehouse, [contract]);
    const producer = await createProducer({ brokers, clientId: 'visible', log });
    await producer.ensureTopics([contract.topic], { partitions: 4 });
    const task: Task = { brokers, url, user, password, database, kind, perSecond };
    const sink = startChild('./sink-process.ts', task);
    children.push(sink);
    const loads = Math.ceil(perSecond / perLoad);
    const counts = new Map<number, number>();
    const sent = () => [...counts.values()].reduce((sum, count) => sum + count, 0);
    for (let number = 0; number < loads; number++) {
      const load = startChild('./load-process.ts', { ...task, perSecond: perSecond / loads });
      load.on('message', (count: number) => counts.set(number, count));
      children.push(load);
    }
    await sleep(warmUpSeconds * 1_000);
    const before = sent();
    const begun = performance.now();
    const { visible, points } = await probe(warehouse, producer, kind, seconds);
    const rate = Math.round((sent() - before) / ((performance.now() - begun) / 1_000));
    console.log(
      `${kind}, ${perSecond.toLocaleString('en')} events/s asked, ${rate.toLocaleString('en')}/s sent`,
    );
    console.log(`  produce → SELECT: ${summary(visible)}`);
    console.log(`  query for one entity: ${summary(points)}`);
    console.log(`  limit in the same run: the sink gathers for 75 ms; looking every ${lookEveryMs} ms`);
    const memory = [sink, engines.warehouse().process].map(({ pid }) => largestMemoryMb(pid!));
    const parts = await warehouse.rows<{ n: string }>(
      'select count() as n from system.parts where active and database = {database: String}',
      { database },
    );
    console.log(`  memory at most: sink ${memory[0]} MB, warehouse ${memory[1]} MB; parts ${parts[0]!.n}`);
    await producer.close();
    await warehouse.close();
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await engines.stop();
  }
}

function startChild(program: string, task: Task): ChildProcess {
  return spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url)), JSON.stringify(task)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** Sends an event every now and then and looks until it is there; ms of each, and of each query for one entity. */
async function probe(
  warehouse: Warehouse,
  producer: EventProducer,
  kind: Kind,
  seconds: number,
): Promise<{ visible: number[]; points: number[] }> {
  const { contract, record, asked } = kinds[kind];
  const waiting = new Map<string, number>();
  const visible: number[] = [];
  const points: number[] = [];
  let ended = false;
  const looking = (async () => {
    while (!ended || waiting.size > 0) {
      const wait = sleep(lookEveryMs);
      if (waiting.size === 0) {
        await wait;
        continue;
      }
      const rows = await warehouse.rows<{ id: string }>(
        `select entity_id as id from ${contract.table} where entity_id in ({ids: Array(String)})`,
        { ids: [...waiting.keys()] },
      );
      for (const { id } of rows) {
        const since = waiting.get(id);
        if (since !== undefined) visible.push(performance.now() - since);
        waiting.delete(id);
      }
      if (performance.now() - Math.min(...waiting.values()) > 60_000) {
        throw new EntrepotError('TIMEOUT', 'An event did not become visible within a minute.');
      }
      await wait;
    }
  })();
  looking.catch(() => undefined); // awaited below
  for (let count = 0; count < (seconds * 1_000) / probeEveryMs; count++) {
    const wait = sleep(probeEveryMs);
    const event = record(firstProbe + count);
    waiting.set(event.key, performance.now());
    await producer.send(contract.topic, [event]);
    const begun = performance.now();
    const { key } = record(Math.floor(count / 2));
    await warehouse.rows(`select ${asked} from ${contract.latestView} where entity_id = {key: String}`, {
      key,
    });
    points.push(performance.now() - begun);
    await wait;
  }
  ended = true;
  await looking;
  return { visible, points };
}

function summary(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!)} ms`;
  return `p50 ${at(0.5)}   p90 ${at(0.9)}   p99 ${at(0.99)}   max ${at(1)}   (${sorted.length} times)`;
}
