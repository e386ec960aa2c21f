import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Environment } from './environment.ts';

/** Secrets that must never reach a log, wherever they stand in a record. */
const secretPaths = [
  'password',
  'token',
  'authorization',
  '*.password',
  '*.token',
  '*.authorization',
  'headers.authorization',
];

/** A log into `<data>/logs/<name>.log`. */
export function createLog(environment: Environment, name: string): Logger {
  const folder = join(environment.dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  return pino(settings(environment, name), destination({ dest: join(folder, `${name}.log`), sync: false }));
}

/** A log to standard output, for processes whose output somebody else keeps. */
export function createOutputLog(environment: Environment, name: string): Logger {
  return pino(settings(environment, name));
}

function settings(environment: Environment, name: string) {
  return {
    name,
    level: environment.logLevel,
    base: { name, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    redact: secretPaths,
  };
}
