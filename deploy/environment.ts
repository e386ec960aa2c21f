import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { EntrepotError } from '#errors';

/** Everything the platform reads from environment variables, and nothing else does. */
export type Environment = {
  host: string;
  port: number;
  kafkaPort: number;
  warehousePort: number;
  /** Kafka of the operator's own; absent means the embedded one. */
  kafkaBrokers?: string[];
  /** Partitions of topics that do not exist yet: at home one sink does it all, a cluster divides them among many. */
  topicPartitions: number;
  /** ClickHouse of the operator's own; absent means the embedded one. */
  clickhouse?: { url: string; user: string; password: string; readerUser: string; readerPassword: string };
  clickhouseCluster?: string;
  database: string;
  dataDir: string;
  cacheDir: string;
  samplesDir: string;
  /** A folder of declared sources beside the platform's own. */
  sourcesDir?: string;
  /** Files put here are taken in. */
  dropDir: string;
  /** A folder of plans by which APIs are polled. */
  pollsDir?: string;
  reportingCurrency: string;
  /** Whether a saved model is built at once, or waits until it is applied. */
  models: 'follow' | 'apply';
  /** How long the table that an edited model replaced is kept. */
  keptMinutes: number;
  logLevel: string;
  /** A simulated company lives beside and writes the history that models are first built of. */
  hasCompany: boolean;
  webhookSecrets: Readonly<Record<string, string>>;
  /** Secrets that plans name. */
  secrets: Readonly<Record<string, string>>;
  javaHome?: string;
};

/** Reads and checks the settings; a value that cannot be used is refused by name. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const port = number(env, 'ENTREPOT_PORT', 4600);
  return {
    host: env.ENTREPOT_HOST ?? '127.0.0.1',
    port,
    kafkaPort: number(env, 'ENTREPOT_KAFKA_PORT', port === 4600 ? 4692 : port + 92),
    warehousePort: number(env, 'ENTREPOT_WAREHOUSE_PORT', port === 4600 ? 4623 : port + 23),
    ...(env.KAFKA_BROKERS ? { kafkaBrokers: env.KAFKA_BROKERS.split(',').map((each) => each.trim()) } : {}),
    topicPartitions: number(env, 'ENTREPOT_TOPIC_PARTITIONS', env.KAFKA_BROKERS ? 6 : 1),
    ...(env.CLICKHOUSE_URL ? { clickhouse: clickhouse(env, env.CLICKHOUSE_URL) } : {}),
    ...(env.CLICKHOUSE_CLUSTER ? { clickhouseCluster: env.CLICKHOUSE_CLUSTER } : {}),
    database: env.ENTREPOT_DATABASE ?? 'entrepot',
    dataDir: resolve(env.ENTREPOT_DATA ?? '.entrepot'),
    cacheDir: resolve(env.ENTREPOT_CACHE ?? join(homedir(), '.cache', 'entrepot')),
    samplesDir: resolve(env.ENTREPOT_SAMPLES ?? '../shared'),
    ...(env.ENTREPOT_SOURCES ? { sourcesDir: resolve(env.ENTREPOT_SOURCES) } : {}),
    dropDir: resolve(env.ENTREPOT_DROP ?? join(env.ENTREPOT_DATA ?? '.entrepot', 'drop')),
    ...(env.ENTREPOT_POLLS ? { pollsDir: resolve(env.ENTREPOT_POLLS) } : {}),
    reportingCurrency: currency(env, 'ENTREPOT_REPORTING_CURRENCY', 'CNY'),
    models: following(env),
    keptMinutes: number(env, 'ENTREPOT_KEPT_MINUTES', 60),
    logLevel: env.ENTREPOT_LOG ?? 'info',
    hasCompany: env.ENTREPOT_COMPANY === 'beside',
    webhookSecrets: secrets(env, 'ENTREPOT_WEBHOOK_SECRET_'),
    secrets: secrets(env, 'ENTREPOT_SECRET_'),
    ...(env.JAVA_HOME ? { javaHome: env.JAVA_HOME } : {}),
  };
}

/** The settings as variables again, for a process that is to see the same ones; secrets it inherits. */
export function variablesOf(environment: Environment): Record<string, string> {
  return {
    ENTREPOT_HOST: environment.host,
    ENTREPOT_PORT: String(environment.port),
    ENTREPOT_KAFKA_PORT: String(environment.kafkaPort),
    ENTREPOT_WAREHOUSE_PORT: String(environment.warehousePort),
    ENTREPOT_TOPIC_PARTITIONS: String(environment.topicPartitions),
    ENTREPOT_DATABASE: environment.database,
    ENTREPOT_DATA: environment.dataDir,
    ENTREPOT_CACHE: environment.cacheDir,
    ENTREPOT_SAMPLES: environment.samplesDir,
    ...(environment.sourcesDir ? { ENTREPOT_SOURCES: environment.sourcesDir } : {}),
    ENTREPOT_DROP: environment.dropDir,
    ...(environment.pollsDir ? { ENTREPOT_POLLS: environment.pollsDir } : {}),
    ENTREPOT_REPORTING_CURRENCY: environment.reportingCurrency,
    ENTREPOT_MODELS: environment.models,
    ENTREPOT_KEPT_MINUTES: String(environment.keptMinutes),
    ENTREPOT_LOG: environment.logLevel,
    ENTREPOT_COMPANY: environment.hasCompany ? 'beside' : '',
  };
}

function clickhouse(env: NodeJS.ProcessEnv, url: string): NonNullable<Environment['clickhouse']> {
  const user = env.CLICKHOUSE_USER ?? 'default';
  const password = env.CLICKHOUSE_PASSWORD ?? '';
  return {
    url,
    user,
    password,
    readerUser: env.CLICKHOUSE_READER_USER ?? user,
    readerPassword: env.CLICKHOUSE_READER_PASSWORD ?? password,
  };
}

/** `ENTREPOT_WEBHOOK_SECRET_SHOPIFY` is the secret of the source `shopify`. */
function secrets(env: NodeJS.ProcessEnv, prefix: string): Record<string, string> {
  const found = Object.entries(env).filter(([name, value]) => name.startsWith(prefix) && value);
  return Object.fromEntries(
    found.map(([name, value]) => [name.slice(prefix.length).toLowerCase(), value as string]),
  );
}

function number(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new EntrepotError('CONFIG_INVALID', `${name} is not a number that can be used.`, {
    asked: text,
    fix: 'Use a whole number from 1 to 65535.',
  });
}

function following(env: NodeJS.ProcessEnv): Environment['models'] {
  const text = env.ENTREPOT_MODELS || 'follow';
  if (text === 'follow' || text === 'apply') return text;
  throw new EntrepotError('CONFIG_INVALID', 'ENTREPOT_MODELS is neither «follow» nor «apply».', {
    asked: text,
    available: ['follow', 'apply'],
    fix: 'Use follow to build what is saved at once, apply to build what `entrepot apply` says.',
  });
}

function currency(env: NodeJS.ProcessEnv, name: string, fallback: string): string {
  const text = env[name] ?? fallback;
  if (/^[A-Z]{3}$/.test(text)) return text;
  throw new EntrepotError('CONFIG_INVALID', `${name} is not a currency code.`, {
    asked: text,
    fix: 'Use three capital letters of ISO 4217, e.g. USD.',
  });
}
