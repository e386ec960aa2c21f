import { mkdir, statfs } from 'node:fs/promises';
import { EntrepotError } from '#errors';

const gigabyte = 1024 ** 3;
/** The default history takes less than half of this; Kafka keeps everything for ever. */
const neededGb = 4;

/** Refuses to start where the data folder cannot be made or its disk is nearly full. */
export async function requireDisk(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (cause) {
    throw new EntrepotError('CONFIG_INVALID', `The data folder ${dataDir} cannot be made.`, {
      asked: dataDir,
      fix: 'Choose a folder you may write to with ENTREPOT_DATA.',
      cause,
    });
  }
  const free = await freeGigabytes(dataDir);
  if (free >= neededGb) return;
  throw new EntrepotError(
    'DISK_FULL',
    `Only ${free.toFixed(1)} GB are free for ${dataDir}; ${neededGb} GB are needed.`,
    {
      asked: dataDir,
      fix: 'Free some room, or put the data elsewhere with ENTREPOT_DATA.',
    },
  );
}

export async function freeGigabytes(folder: string): Promise<number> {
  const disk = await statfs(folder);
  return (disk.bavail * disk.bsize) / gigabyte;
}
