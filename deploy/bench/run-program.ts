import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EntrepotError } from '#errors';

/**
 * Runs a measurement that is a program of its own folder, e.g. `graphql/bench/gateway.ts`: doors are for what a folder
 * does, not for how it is measured.
 */
export function runProgram(path: string, args: readonly string[]): Promise<void> {
  const program = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new EntrepotError('PROCESS_FAILED', `${path} ended with ${code}.`));
    });
  });
}
