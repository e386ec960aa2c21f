import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { EntrepotError } from '#errors';
import { readEnvironment } from '../environment.ts';
import { readProcessTable } from '../supervisor/process-table.ts';
import { stopAll } from './stop.ts';

/** `entrepot reset`: stops, then removes the data folder. */
export function resetCommand(): Command {
  return new Command('reset')
    .description('stop, then remove all data and accounts of this data folder')
    .option('--yes', 'do not ask', false)
    .action(async ({ yes }: { yes: boolean }) => {
      const { dataDir } = readEnvironment();
      if (!yes) await confirm(dataDir);
      await stopAll(await readProcessTable(dataDir));
      await rm(dataDir, { recursive: true, force: true });
      console.log(`Removed ${dataDir}.`);
    });
}

async function confirm(dataDir: string): Promise<void> {
  const refused = new EntrepotError('INPUT_INVALID', 'Nothing was removed.', {
    fix: 'Answer «yes», or give --yes.',
  });
  if (!process.stdin.isTTY) throw refused;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Remove everything in ${dataDir}? Type yes: `);
  terminal.close();
  if (answer.trim() !== 'yes') throw refused;
}
