import { createRequire } from 'node:module';
import { EntrepotError } from '#errors';

/** A native connection: one query at a time, with settings, parameters and temporary tables of its own. */
export type NativeConnection = { readonly native: 'connection' };

/**
 * chdb's native half. Its JavaScript half is passed by: that accepts eight input formats where the engine reads all,
 * drops the counts of written rows, and sends parameters through one queue for the whole process.
 */
export type Addon = {
  CreateConnection(path: string, engineArguments?: readonly string[]): NativeConnection;
  CloseConnection(connection: NativeConnection): void;
  QueryWithConnection(connection: NativeConnection, sql: string, format: string): string;
  QueryAsyncConnection(connection: NativeConnection, sql: string, format: string): Promise<NativeResult>;
  /** Runs `prefix`, a line feed and `body` as one statement; the body is not copied into a JavaScript string. */
  InsertRawAsyncConnection(
    connection: NativeConnection,
    prefix: string,
    body: Buffer,
    countLines: boolean,
  ): Promise<NativeInsert>;
  EngineVersion(): string;
};

export type NativeResult = { bytes: Buffer; elapsed: number; rowsRead: number; bytesRead: number };
export type NativeInsert = { rowsWritten: number; bytesWritten: number; elapsed: number };

/** Loads the engine's library (500 MB, mapped once per process). */
export function loadAddon(): Addon {
  const fromChdb = createRequire(createRequire(import.meta.url).resolve('chdb'));
  const platform = `${process.platform}-${process.arch}`;
  const name = `@chdb/lib-${platform}${process.platform === 'linux' ? '-gnu' : ''}`;
  try {
    return fromChdb(name) as Addon;
  } catch (cause) {
    throw new EntrepotError('PROCESS_FAILED', `The ClickHouse engine has no build for ${platform} here.`, {
      asked: name,
      available: ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'],
      fix: 'Run `npm ci` again; on Windows use WSL, on Alpine a glibc system.',
      cause,
    });
  }
}
