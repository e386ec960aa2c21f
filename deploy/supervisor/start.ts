import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { EntrepotError } from '#errors';
import { Accounts, type NewSecret } from '../accounts/accounts.ts';
import { type Environment, variablesOf } from '../environment.ts';
import { buildFrontEnds } from '../front-ends.ts';
import { startBroker } from '../local/kafka/broker.ts';
import { ensureKafkaJars } from '../local/kafka/jars.ts';
import { findJava } from '../local/kafka/java.ts';
import { requireFreePort } from '../local/ports.ts';
import { spawnWarehouse } from '../local/spawn-warehouse.ts';
import { ensureWarehouseUsers } from '../local/warehouse-users.ts';
import type { Progress } from '../progress.ts';
import type { Kept } from './keep-running.ts';
import { type KeptProcesses, keepProcesses, refuseRepeatedFailure } from './kept-processes.ts';
import { requireDisk } from './machine.ts';
import { createMilestones, type Milestones } from './milestones.ts';
import { endLeftovers, isRunning, readProcessTable } from './process-table.ts';
import { spawnNode } from './spawn-node.ts';

const programs = {
  platform: fileURLToPath(new URL('../platform/main.ts', import.meta.url)),
  company: fileURLToPath(new URL('../company/main.ts', import.meta.url)),
};

export type StartOptions = {
  /** Start without the simulated company. */
  empty: boolean;
  /** Run the simulated company although Kafka is not the embedded one. */
  simulate: boolean;
  /** Arguments handed to the company, e.g. `--skus 10000`. */
  companyArgs: readonly string[];
};

export type Started = {
  url: string;
  created: readonly NewSecret[];
  stop(): Promise<void>;
};

/**
 * Starts everything of one installation, in the order in which each part needs the one before, and keeps it running.
 * Resolves when the first figures can be looked at; an abort stops what has been started so far.
 */
export async function start(
  environment: Environment,
  options: StartOptions,
  progress: Progress,
  log: Logger,
  signal: AbortSignal = new AbortController().signal,
): Promise<Started> {
  const { dataDir } = environment;
  await requireDisk(dataDir);
  await takeOver(environment, progress);
  const url = `http://${environment.host}:${environment.port}`;
  const processes = keepProcesses(dataDir, url, log);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    const { created } = await Accounts.open(dataDir);
    await Promise.race([bringUp({ environment, options, progress, keep: processes.keep, url }), aborted]);
    return { url, created, stop: processes.stop };
  } catch (error) {
    await processes.stop();
    throw error;
  }
}

type Keep = KeptProcesses['keep'];
type BringUp = {
  environment: Environment;
  options: StartOptions;
  progress: Progress;
  keep: Keep;
  url: string;
};

async function bringUp(begun: BringUp): Promise<void> {
  const { environment, options, progress } = begun;
  const milestones = createMilestones();
  const hasCompany = !options.empty && (environment.kafkaBrokers === undefined || options.simulate);
  const frontEnds = progress.step('Building console and wall');
  const building = buildFrontEnds().then((built) =>
    frontEnds.done(built.length ? built.join(', ') : 'unchanged'),
  );
  const kafka = startKafka(begun);
  const warehouse = startWarehouse(begun);
  // The company needs Kafka only: it writes while the warehouse opens and the platform starts.
  const company = kafka.then(() => (hasCompany ? startCompany(begun, milestones) : undefined));
  // All are awaited below; until then a failure must not count as unhandled.
  for (const each of [building, warehouse, company]) each.catch(() => undefined);
  const engines = progress.step('Starting Kafka and the warehouse');
  await Promise.all([kafka, warehouse]);
  engines.done();
  await building;
  await startPlatform({ ...begun, environment: { ...environment, hasCompany } }, milestones);
  const lives = await company;
  if (lives) {
    await unlessItKeepsFailing(lives, environment.dataDir, followHistory(progress, milestones));
  }
}

/** Waits for something that a process must do; a process that keeps ending will never do it. */
async function unlessItKeepsFailing<T>(kept: Kept, dataDir: string, done: Promise<T>): Promise<T> {
  const over = new AbortController();
  const failing = refuseRepeatedFailure(kept, dataDir, over.signal);
  failing.catch(() => undefined);
  return Promise.race([done, failing]).finally(() => over.abort());
}

async function startKafka({ environment, progress, keep }: BringUp): Promise<void> {
  const { dataDir } = environment;
  if (environment.kafkaBrokers !== undefined) return;
  const jarStep = progress.step('Fetching Kafka');
  const jars = await ensureKafkaJars(environment.cacheDir, (done, total) => jarStep.update(done, total));
  jarStep.done();
  const java = await findJava(environment.javaHome);
  const options = { jars, java, dataDir: join(dataDir, 'kafka'), port: environment.kafkaPort };
  await keep('kafka', options.dataDir, () => startBroker(options));
}

async function startWarehouse({ environment, keep }: BringUp): Promise<void> {
  const { dataDir } = environment;
  if (environment.clickhouse !== undefined) return;
  const users = await ensureWarehouseUsers(dataDir);
  const options = {
    path: join(dataDir, 'warehouse'),
    port: environment.warehousePort,
    usersFile: users.file,
  };
  await keep('warehouse', options.path, () => spawnWarehouse(options));
}

async function startPlatform(
  { environment, progress, keep, url }: BringUp,
  milestones: Milestones,
): Promise<void> {
  const { dataDir } = environment;
  const step = progress.step('Starting the platform');
  const users = await ensureWarehouseUsers(dataDir);
  const platform = await keep('platform', programs.platform, () =>
    spawnNode({
      name: 'platform',
      file: programs.platform,
      args: ['all'],
      env: embeddedEnvironment(environment, users.platform.password, users.reader.password),
      dataDir,
      onMessage: milestones.hear,
    }),
  );
  await unlessItKeepsFailing(platform, dataDir, milestones.reached('serving'));
  step.done(url);
}

function startCompany({ environment, options, keep }: BringUp, milestones: Milestones): Promise<Kept> {
  return keep('company', programs.company, () =>
    spawnNode({
      name: 'company',
      file: programs.company,
      args: [
        ...['--data', environment.dataDir, '--brokers', brokersOf(environment)],
        ...['--partitions', String(environment.topicPartitions), ...options.companyArgs],
      ],
      dataDir: environment.dataDir,
      onMessage: milestones.hear,
    }),
  );
}

/** Tells how the company's history, or what it lived through while it was away, becomes figures. */
async function followHistory(progress: Progress, milestones: Milestones): Promise<void> {
  const history = progress.step('Writing what the sample company has lived through to Kafka');
  await milestones.reached('history', (done, total) => history.update(done, total, 'events'));
  history.done();
  for (const [name, title] of [
    ['ingested', 'Storing events'],
    ['built', 'Building models'],
    ['forecast', 'Forecasting'],
  ] as const) {
    const step = progress.step(title);
    step.done(await milestones.reached(name, (done, total, note) => step.update(done, total, note)));
  }
}

/** Ends what a killed predecessor left; refuses to run beside a living one or on ports of others. */
async function takeOver(environment: Environment, progress: Progress): Promise<void> {
  const table = await readProcessTable(environment.dataDir);
  if (table !== undefined) {
    if (table.supervisor !== process.pid && (await isRunning(table.supervisor, 'cli.ts'))) {
      throw new EntrepotError('DATA_LOCKED', `Entrepôt is running already: ${table.url}`, {
        asked: environment.dataDir,
        fix: 'Use it as it is, or end it first with: npx entrepot stop',
      });
    }
    const ended = await endLeftovers(table);
    if (ended.length > 0) progress.say(`  Ended what an interrupted run had left: ${ended.join(', ')}`);
  }
  await requireFreePort(environment.port, 'the console', 'ENTREPOT_PORT');
  if (!environment.kafkaBrokers) await requireFreePort(environment.kafkaPort, 'Kafka', 'ENTREPOT_KAFKA_PORT');
  if (!environment.clickhouse) {
    await requireFreePort(environment.warehousePort, 'the warehouse', 'ENTREPOT_WAREHOUSE_PORT');
  }
}

export function brokersOf(environment: Environment): string {
  return environment.kafkaBrokers?.join(',') ?? `127.0.0.1:${environment.kafkaPort}`;
}

/** What the platform must know of engines that only this process chose. */
function embeddedEnvironment(
  environment: Environment,
  password: string,
  readerPassword: string,
): Record<string, string> {
  const clickhouse: Record<string, string> = environment.clickhouse
    ? {}
    : {
        CLICKHOUSE_URL: `http://127.0.0.1:${environment.warehousePort}`,
        CLICKHOUSE_USER: 'platform',
        CLICKHOUSE_PASSWORD: password,
        CLICKHOUSE_READER_USER: 'reader',
        CLICKHOUSE_READER_PASSWORD: readerPassword,
      };
  return { ...variablesOf(environment), KAFKA_BROKERS: brokersOf(environment), ...clickhouse };
}
