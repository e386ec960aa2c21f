import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EntrepotError } from '#errors';

const program = fileURLToPath(new URL('../../forecasting/training/train.py', import.meta.url));

/** What the training program is told on its standard input. */
export type TrainingJob = {
  url: string;
  user: string;
  password: string;
  features: string;
  registry: string;
  seed: number;
  threads: number;
  models: readonly string[];
  /** Databases to learn from; without `asOf` an origin every 13 days. */
  sources: readonly { name: string; database: string; asOf?: readonly string[] }[];
};

const progressShape = z.object({
  step: z.string(),
  done: z.number(),
  total: z.number(),
  note: z.string(),
});

export type TrainingProgress = z.infer<typeof progressShape>;

/** Runs the training program to its end, at low priority: a platform may be serving beside it. */
export async function runTraining(
  python: string,
  job: TrainingJob,
  onProgress: (progress: TrainingProgress) => void,
): Promise<void> {
  const child = spawn(python, [program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Threads that wait by spinning would take the cores from the platform that serves beside them.
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0', OMP_WAIT_POLICY: 'PASSIVE' },
  });
  if (child.pid !== undefined) setPriority(child.pid, 10);
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.splice(0, errors.length - 20, text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) onProgress(progressShape.parse(JSON.parse(line)));
  });
  child.stdin.end(JSON.stringify(job));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new EntrepotError('PROCESS_FAILED', `Training ended with an error.\n${errors.join('').trim()}`);
}
