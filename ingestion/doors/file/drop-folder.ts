import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { EntrepotError, explain, messageOf } from '#errors';
import type { Role } from '../../role.ts';
import { type TakeInOptions, type TakenIn, takeInFile } from './take-in.ts';

export type DropFolderOptions = Pick<TakeInOptions, 'warehouse' | 'producer'> & {
  folder: string;
  /** The source of that name, with its topic made; undefined where there is none. */
  sourceNamed(name: string): Promise<TakeInOptions['source'] | undefined>;
  log: Logger;
  now?: () => number;
  lookEveryMs?: number;
};

export type DropFolderStatus = { taken: number; refused: number };

/** Where files go when they are done with. */
const takenName = '_taken';
const refusedName = '_refused';

/**
 * Takes in what is put into a folder: `<folder>/<source>/…/<file>`, with the object and then the account as further folders
 * where the content does not say. A file is taken when it has stopped growing, and then moved to `_taken`; one that cannot
 * be read goes to `_refused` with the reason beside it.
 */
export function startDropFolder(options: DropFolderOptions): Role<DropFolderStatus> {
  const { folder, log, lookEveryMs = 2_000 } = options;
  const stopping = new AbortController();
  const status = { taken: 0, refused: 0 };
  let before = new Map<string, string>();

  const look = async () => {
    const now = await filesOf(folder);
    const settled = [...now].filter(([path, sign]) => before.get(path) === sign).map(([path]) => path);
    before = now;
    for (const path of settled.sort()) {
      if (stopping.signal.aborted) return;
      if (await take(path, options)) status.taken++;
      else status.refused++;
      before.delete(path);
    }
  };
  const looking = (async () => {
    await mkdir(folder, { recursive: true });
    while (!stopping.signal.aborted) {
      try {
        await look();
      } catch (error) {
        // Kafka or the warehouse do not answer: the file stays where it is and is tried again.
        log.warn({ folder, error: messageOf(error) }, 'a dropped file waits');
      }
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    failed: looking.then(() => new Promise<never>(() => undefined)),
    stop: async () => {
      stopping.abort();
      await looking;
    },
    status: () => ({ ...status }),
  };
}

/** What the sender of a file can mend; anything else is ours, and the file waits. */
const faults = new Set(['INPUT_INVALID', 'TOO_LARGE', 'SOURCE_UNKNOWN', 'NOT_FOUND']);

async function take(path: string, options: DropFolderOptions): Promise<boolean> {
  const { folder, log, warehouse, producer, now = Date.now } = options;
  const place = relative(folder, path);
  try {
    const { outcome, records } = await takeDropped(
      place,
      path,
      { warehouse, producer, by: 'drop folder', now },
      options,
    );
    log.info({ file: place, outcome, records }, 'a dropped file was taken in');
    await move(path, join(folder, takenName, place), now());
    return true;
  } catch (error) {
    if (!(error instanceof EntrepotError) || !faults.has(error.code)) throw error;
    log.error({ file: place, err: error }, 'a dropped file was refused');
    const target = await move(path, join(folder, refusedName, place), now());
    await writeFile(`${target}.reason.txt`, `${explain(error)}\n`);
    return false;
  }
}

async function takeDropped(
  place: string,
  path: string,
  taking: Pick<TakeInOptions, 'warehouse' | 'producer' | 'by' | 'now'>,
  { sourceNamed }: DropFolderOptions,
): Promise<TakenIn> {
  // A mail needs no folder to say what it is.
  const otherwise = place.endsWith('.eml') ? 'mail' : '';
  const [name = otherwise, object, account] = place.split(sep).slice(0, -1);
  const source = name === '' ? undefined : await sourceNamed(name);
  if (source === undefined) {
    const where = name === '' ? 'The file lies in no folder of a source' : `There is no source «${name}»`;
    throw new EntrepotError('SOURCE_UNKNOWN', `${where}.`, {
      asked: name === '' ? place : name,
      fix: 'Put the file into a folder named like its source.',
    });
  }
  return takeInFile({
    ...taking,
    ...{ path, source },
    ...(object === undefined ? {} : { object }),
    ...(account === undefined ? {} : { account }),
  });
}

/** Every file of the folder with what changes while it is written. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => ![takenName, refusedName].includes(relative(folder, path).split(sep)[0]!));
  const files = new Map<string, string>();
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined); // moved away meanwhile
    if (found) files.set(path, `${found.size} ${found.mtimeMs}`);
  }
  return files;
}

/** A second file of the same name does not take the place of the first. */
async function move(from: string, to: string, now: number): Promise<string> {
  await mkdir(join(to, '..'), { recursive: true });
  const taken = await stat(to).catch(() => undefined); // the usual case: there is none
  const target = taken ? `${to}.${now}` : to;
  await rename(from, target);
  return target;
}
