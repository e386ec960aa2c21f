import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EntrepotError } from '#errors';
import type { Addon, NativeConnection } from './addon.ts';
import { type EngineLimits, engineArguments } from './engine-config.ts';

/**
 * Opens the data folder and returns the connection that keeps it open. The engine's own lock is bound to its
 * process, so what a killed one left behind is no obstacle; a living one is named.
 */
export function openDataFolder(addon: Addon, path: string, limits: EngineLimits): NativeConnection {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const keeper = addon.CreateConnection(resolve(path), engineArguments(path, limits));
    // Tables are loaded on the first statement, and that is when damage shows.
    addon.QueryWithConnection(keeper, 'SELECT count() FROM system.tables', 'Null');
    return keeper;
  } catch (cause) {
    throw openingError(path, cause);
  }
}

function openingError(path: string, cause: unknown): EntrepotError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const holder = holderOf(path);
  if (holder !== undefined) {
    return new EntrepotError(
      'DATA_LOCKED',
      `The warehouse's data folder ${path} is in use by process ${holder}.`,
      {
        asked: path,
        fix: 'Stop the other installation (`entrepot stop`), or set ENTREPOT_DATA to another folder.',
        cause,
      },
    );
  }
  if (/No space left|NOT_ENOUGH_SPACE|ENOSPC/.test(text)) {
    return new EntrepotError('DISK_FULL', `There is no room on the disk of ${path}.`, {
      asked: path,
      fix: 'Free some space, or set ENTREPOT_DATA to a folder on another disk.',
      cause,
    });
  }
  return new EntrepotError('DATA_DAMAGED', `The warehouse's data folder ${path} cannot be opened: ${text}`, {
    asked: path,
    fix: 'Restore the folder from a copy; or remove it, and everything is built again from Kafka.',
    cause,
  });
}

/**
 * The living process that has the folder open. The engine notes its process id beside its data, and says only on its
 * standard error why it could not open a folder.
 */
function holderOf(path: string): number | undefined {
  try {
    const id = Number(/PID: (\d+)/.exec(readFileSync(join(path, 'status'), 'utf8'))?.[1]);
    if (!(id > 0) || id === process.pid) return undefined;
    process.kill(id, 0);
    return id;
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw thrown;
  }
}
