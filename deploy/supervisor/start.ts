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

async function bringUp({ environment, options, progress, keep, url }: BringUp): Promise<void> {
  const { dataDir } = environment;
  const frontEnds = progress.step('Building console and wall');
  const building = buildFrontEnds().then((built) =>
    frontEnds.done(built.length ? built.join(', ') : 'unchanged'),
  );
  // The bundles are awaited below; until then a failure must not count as unhandled.
  building.catch(() => undefined);
  await startEngines(environment, progress, keep);
  await building;
  const milestones = createMilestones();
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
  const serving = new AbortController();
  const failing = refuseRepeatedFailure(platform, dataDir, serving.signal);
  failing.catch(() => undefined);
  await Promise.race([milestones.reached('serving'), failing]).finally(() => serving.abort());
  step.done(url);
  if (!options.empty && (environment.kafkaBrokers === undefined || options.simulate)) {
    await startCompany(environment, options, progress, keep, milestones);
  }
}

async function startEngines(environment: Environment, progress: Progress, keep: Keep): Promise<void> {
  const { dataDir } = environment;
  const engines: Promise<unknown>[] = [];
  if (environment.kafkaBrokers === undefined) {
    const jarStep = progress.step('Fetching Kafka');
    const jars = await ensureKafkaJars(environment.cacheDir, (done, total) => jarStep.update(done, total));
    jarStep.done();
    const java = await findJava(environment.javaHome);
    const options = { jars, java, dataDir: join(dataDir, 'kafka'), port: environment.kafkaPort };
    engines.push(keep('kafka', options.dataDir, () => startBroker(options)));
  }
  if (environment.clickhouse === undefined) {
    const users = await ensureWarehouseUsers(dataDir);
    const options = {
      path: join(dataDir, 'warehouse'),
      port: environment.warehousePort,
      usersFile: users.file,
    };
    engines.push(keep('warehouse', options.path, () => spawnWarehouse(options)));
  }
  const step = progress.step('Starting Kafka and the warehouse');
  await Promise.all(engines);
  step.done(engines.length < 2 ? 'as configured' : '');
}

async function startCompany(
  environment: Environment,
  options: StartOptions,
  progress: Progress,
  keep: Keep,
  milestones: Milestones,
): Promise<void> {
  const history = progress.step('Writing the history of the sample company to Kafka');
  await keep('company', programs.company, () =>
    spawnNode({
      name: 'company',
      file: programs.company,
      args: ['--data', environment.dataDir, '--brokers', brokersOf(environment), ...options.companyArgs],
      dataDir: environment.dataDir,
      onMessage: milestones.hear,
    }),
  );
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
