import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { EntrepotError } from '#errors';
import { connectWarehouse } from '#warehouse';
import { startExerciseEngines } from '../../exercise-engines.ts';
import type { Outcome, Task } from './contender.ts';
import { benchTopic, produceEvents } from './events.ts';

type Contender = { name: string; program: string; database: string };

const contenders: readonly Contender[] = [
  { name: 'sink: checked, exactly once', program: './sink-contender.ts', database: 'bench_sink' },
  {
    name: "ClickHouse's Kafka engine, 2 consumers",
    program: './kafka-engine-contender.ts',
    database: 'bench_engine',
  },
  { name: 'JSON.parse and insert(objects)', program: './objects-contender.ts', database: 'bench_objects' },
];

/**
 * Events per second from Kafka into a typed table: the sink beside ClickHouse's own Kafka engine and a plain loop, one
 * after the other over the same topic of the same broker.
 *
 * `--events 1000000 --partitions 4`
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '1000000' },
      partitions: { type: 'string', default: '4' },
      only: { type: 'string' },
    },
  });
  const events = Number(values.events);
  const partitions = Number(values.partitions);
  const log = pino({ level: 'warn' }, pino.destination(2));
  const engines = await startExerciseEngines();
  const warehousePid = engines.warehouse().process.pid!;
  try {
    console.log(`producing ${events.toLocaleString('en')} events into ${partitions} partitions`);
    await produceEvents(engines.brokers, log, events, partitions);
    const access = { url: engines.warehouseUrl, user: engines.user, password: engines.password };
    const system = connectWarehouse({ ...access, database: 'default' });
    const chosen = contenders.filter(({ program }) => program.includes(values.only ?? ''));
    for (const { name, program, database } of chosen) {
      await system.command(`create database ${database}`);
      const { warehouseUrl, user, password, brokers, folder } = engines;
      const task = {
        brokers,
        warehouseUrl,
        user,
        password,
        database,
        topic: benchTopic,
        events,
        partitions,
        folder,
        warehousePid,
      };
      const outcome = await runContender(program, task);
      console.log(report(name, outcome, events));
      await system.command(`drop database ${database} sync`);
    }
    await system.close();
  } finally {
    await engines.stop();
  }
}

function report(name: string, outcome: Outcome, events: number): string {
  const rate = Math.round(outcome.rows / outcome.seconds).toLocaleString('en');
  const withStart = Math.round(events / outcome.secondsWithStart).toLocaleString('en');
  const perEvent = (seconds: number) => ((seconds * 1e6) / outcome.rows).toFixed(2);
  const share = Math.round((100 * outcome.mainThreadSeconds) / outcome.seconds);
  return [
    `${name}`,
    `  ${rate} events/s (${withStart} with start)`,
    `  CPU ${perEvent(outcome.cpuSeconds + outcome.warehouseSeconds)} µs/event (own process ${perEvent(outcome.cpuSeconds)}, warehouse ${perEvent(outcome.warehouseSeconds)})`,
    `  main thread ${perEvent(outcome.mainThreadSeconds)} µs/event, ${share} % of the time; memory ${outcome.largestMemoryMb} MB, warehouse ${outcome.warehouseMemoryMb} MB`,
  ].join('\n');
}

function runContender(program: string, task: Task): Promise<Outcome> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('exit', (code) => {
      const line = said.trim().split('\n').at(-1);
      if (code === 0 && line) resolve(JSON.parse(line) as Outcome);
      else reject(new EntrepotError('PROCESS_FAILED', `${program} ended with ${code}.\n${said}`));
    });
  });
}
