import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EntrepotError } from '#errors';

const program = fileURLToPath(new URL('../../dashboards/bench/endurance.ts', import.meta.url));

/** Memory and frames of a wall over many updates; a program of its own, as no other folder sees into dashboards. */
export function bench(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new EntrepotError('PROCESS_FAILED', `The endurance run of the wall ended with ${code}.`));
    });
  });
}
