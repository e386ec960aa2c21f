import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EntrepotError } from '#errors';
import type { Plan } from '../simulation/plan.ts';
import type { WorldSettings } from '../world/world.ts';

const shape = z.object({
  settings: z.object({
    seed: z.int(),
    skus: z.int(),
    suppliers: z.int(),
    firstDay: z.int(),
    unitsPerDay: z.number(),
  }),
  plan: z.object({
    firstDay: z.int(),
    historyOrdersPerDay: z.number(),
    denseDay: z.int(),
    denseOrdersPerDay: z.number(),
    rates: z.array(z.object({ from: z.number(), factor: z.number() })),
    gaps: z.array(z.object({ from: z.number(), to: z.number(), detailFrom: z.number() })).min(1),
  }),
  cursor: z.number(),
});

/** Where the company stands: what it is, how it is told, and the instant up to which Kafka has everything. */
export type Checkpoint = { settings: WorldSettings; plan: Plan; cursor: number };

const fileOf = (folder: string) => join(folder, 'checkpoint.json');

export async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const file = fileOf(folder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new EntrepotError('DATA_DAMAGED', `${file} cannot be read.`, {
      asked: file,
      fix: 'Start over with an empty data folder: npx entrepot reset',
      cause,
    });
  }
}

/** Replaces the file as a whole: a reader finds the old or the new one, never a part. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = fileOf(folder);
  await writeFile(`${file}.new`, JSON.stringify(checkpoint));
  await rename(`${file}.new`, file);
}

/** Whether Kafka has the whole history of the company in an installation's data folder. */
export async function historyIsTold(dataDir: string): Promise<boolean> {
  const checkpoint = await readCheckpoint(companyFolder(dataDir));
  return checkpoint !== undefined && checkpoint.cursor >= checkpoint.plan.gaps[0]!.to;
}

/** The company's own folder in an installation's data folder. */
export function companyFolder(dataDir: string): string {
  return join(dataDir, 'company');
}
