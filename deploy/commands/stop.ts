import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { readEnvironment } from '../environment.ts';
import { endLeftovers, isRunning, type ProcessTable, readProcessTable } from '../supervisor/process-table.ts';

/** `entrepot stop`: ends what runs on this data folder, wherever it was started. */
export function stopCommand(): Command {
  return new Command('stop').description('stop everything that runs on this data folder').action(async () => {
    const table = await readProcessTable(readEnvironment().dataDir);
    console.log((await stopAll(table)) ? 'Stopped.' : 'Nothing was running.');
  });
}

/** Asks the supervisor to stop, then ends whatever is left of its processes. Tells whether anything ran. */
export async function stopAll(table: ProcessTable | undefined): Promise<boolean> {
  if (table === undefined) return false;
  const supervised = await isRunning(table.supervisor, 'cli.ts');
  if (supervised) {
    process.kill(table.supervisor, 'SIGTERM');
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline && (await isRunning(table.supervisor, 'cli.ts'))) await sleep(200);
  }
  const ended = await endLeftovers(table);
  return supervised || ended.length > 0;
}
