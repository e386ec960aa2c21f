import kafkajs, { type Kafka, type KafkaConfig, type logCreator } from 'kafkajs';
import type { Logger } from 'pino';
import { registerCodecs } from './codecs.ts';

export type KafkaOptions = {
  brokers: readonly string[];
  clientId: string;
  log: Logger;
  /** TLS and credentials, where the cluster asks for them. */
  security?: Pick<KafkaConfig, 'ssl' | 'sasl'>;
};

/** A kafkajs client that logs through pino, reads and writes zstd, and keeps trying while a broker restarts. */
export function createKafka({ brokers, clientId, log, security = {} }: KafkaOptions): Kafka {
  registerCodecs();
  return new kafkajs.Kafka({
    ...security,
    clientId,
    brokers: [...brokers],
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
    logLevel: kafkajs.logLevel.INFO,
    logCreator: pinoLogs(log.child({ part: 'kafkajs', clientId })),
  });
}

/** kafkajs calls a broker that is starting up an error; for us it is news of interest only when debugging. */
function pinoLogs(log: Logger): logCreator {
  const { ERROR, WARN } = kafkajs.logLevel;
  return () =>
    ({ namespace, level, log: { message, timestamp: _timestamp, logger: _logger, ...detail } }) => {
      const entry = { namespace, ...detail };
      if (level === ERROR || level === WARN) log.warn(entry, message);
      else log.debug(entry, message);
    };
}
