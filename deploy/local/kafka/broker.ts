import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EntrepotError } from '#errors';
import { stopProcess } from '../../supervisor/spawn-node.ts';
import { freePort, isListening } from '../ports.ts';

export type BrokerOptions = {
  /** Folder of the jars, see `ensureKafkaJars`. */
  jars: string;
  /** Program to run them with, see `findJava`. */
  java: string;
  /** Kafka's own data folder: log segments, cluster id, log file. */
  dataDir: string;
  port: number;
  heapMb?: number;
  /** Its place in a cluster; alone where absent. */
  cluster?: ClusterPlace;
  startTimeoutMs?: number;
};

export type ClusterPlace = {
  id: string;
  /** From 1. */
  node: number;
  /** Every node's controller, in the order of nodes. */
  controllerPorts: readonly number[];
};

export type Broker = {
  /** `host:port`, as clients want it. */
  address: string;
  process: ChildProcess;
  /** A controlled shutdown; what was acknowledged stays. */
  stop(): Promise<void>;
};

/** Starts one KRaft broker that is its own controller, or one node of a cluster, on the loopback address. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  await mkdir(options.dataDir, { recursive: true });
  const config = join(options.dataDir, 'server.properties');
  const {
    cluster = { id: randomBytes(16).toString('base64url'), node: 1, controllerPorts: [await freePort()] },
  } = options;
  await writeFile(config, properties(options, cluster));
  const classpath = join(options.jars, '*');
  const log = openSync(join(options.dataDir, 'kafka.log'), 'a');
  const logging = await writeLogging(options.dataDir);
  if (!existsSync(join(options.dataDir, 'log', 'meta.properties'))) {
    await format(options, { classpath, config, log, clusterId: cluster.id });
  }
  const heap = options.heapMb ?? 512;
  const child = spawn(
    options.java,
    [
      '-Xms256m',
      `-Xmx${heap}m`,
      '-XX:+UseSerialGC',
      `-Dlog4j2.configurationFile=${logging}`,
      '-cp',
      classpath,
      'kafka.Kafka',
      config,
    ],
    { stdio: ['ignore', log, log] },
  );
  await untilListening(child, options);
  return { address: `127.0.0.1:${options.port}`, process: child, stop: () => stopProcess(child) };
}

function properties(options: BrokerOptions, { node, controllerPorts }: ClusterPlace): string {
  const voters = controllerPorts.map((port, index) => `${index + 1}@127.0.0.1:${port}`);
  const controllerPort = controllerPorts[node - 1];
  const replicas = Math.min(3, voters.length);
  // With three replicas one may be away; alone there is only one.
  const inSync = Math.max(1, replicas - 1);
  return [
    'process.roles=broker,controller',
    `node.id=${node}`,
    `controller.quorum.voters=${voters.join(',')}`,
    `listeners=PLAINTEXT://127.0.0.1:${options.port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${options.port}`,
    'controller.listener.names=CONTROLLER',
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `log.dirs=${join(options.dataDir, 'log')}`,
    'auto.create.topics.enable=false',
    'num.partitions=2',
    'offsets.topic.num.partitions=4',
    `default.replication.factor=${replicas}`,
    `min.insync.replicas=${inSync}`,
    `offsets.topic.replication.factor=${replicas}`,
    `transaction.state.log.replication.factor=${replicas}`,
    `transaction.state.log.min.isr=${inSync}`,
    `share.coordinator.state.topic.replication.factor=${replicas}`,
    `share.coordinator.state.topic.min.isr=${inSync}`,
    'group.initial.rebalance.delay.ms=0',
    'log.retention.ms=-1',
    'message.max.bytes=1048588',
    '',
  ].join('\n');
}

async function writeLogging(dataDir: string): Promise<string> {
  const file = join(dataDir, 'log4j2.properties');
  const lines = [
    'rootLogger.level=warn',
    'rootLogger.appenderRef.console.ref=console',
    'appender.console.type=Console',
    'appender.console.name=console',
    'appender.console.layout.type=PatternLayout',
    'appender.console.layout.pattern=%d %p %c{1} %m%n',
    '',
  ];
  await writeFile(file, lines.join('\n'));
  return file;
}

/** Gives the data folder its cluster id; once in its life. */
async function format(
  options: BrokerOptions,
  {
    classpath,
    config,
    log,
    clusterId,
  }: { classpath: string; config: string; log: number; clusterId: string },
): Promise<void> {
  const child = spawn(
    options.java,
    [
      '-Xmx128m',
      '-XX:+UseSerialGC',
      '-cp',
      classpath,
      'kafka.tools.StorageTool',
      'format',
      // One argument: an id may begin with a dash.
      `--cluster-id=${clusterId}`,
      '-c',
      config,
    ],
    { stdio: ['ignore', log, log] },
  );
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw await failed(options, 'could not format its data folder');
}

async function untilListening(child: ChildProcess, options: BrokerOptions): Promise<void> {
  const deadline = Date.now() + (options.startTimeoutMs ?? 60_000);
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw await failed(options, 'ended while starting');
    if (await isListening(options.port)) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw await failed(options, 'did not answer in time');
}

/** What a folder that was not written to its end, or was written over, makes Kafka say. */
const damage =
  /node ID not found|KafkaException|CorruptRecordException|InconsistentClusterId|meta\.properties/;

async function failed(options: BrokerOptions, what: string): Promise<EntrepotError> {
  const file = join(options.dataDir, 'kafka.log');
  const lines = (await readFile(file, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-60);
  const causes = lines.filter((line) => /Exception|Error|FATAL/.test(line) && !line.startsWith('\tat '));
  const told = (causes.length > 0 ? causes : lines).slice(-5).join('\n');
  if (causes.some((line) => damage.test(line))) {
    return new EntrepotError('DATA_DAMAGED', `Kafka ${what}: its data folder cannot be read.\n${told}`, {
      asked: options.dataDir,
      fix: `Restore the folder from a copy, or begin anew: npx entrepot reset. All of its log: ${file}`,
    });
  }
  return new EntrepotError('PROCESS_FAILED', `Kafka ${what}.\n${told}`, {
    fix: `Read ${file}; what matters of its last lines is above.`,
  });
}
