import { Command } from 'commander';
import { readEnvironment } from '../environment.ts';
import { freeGigabytes } from '../supervisor/machine.ts';
import { isRunning, readProcessTable } from '../supervisor/process-table.ts';

/** `entrepot status`: what runs on this data folder. */
export function statusCommand(): Command {
  return new Command('status')
    .description('show what runs on this data folder')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const { dataDir } = readEnvironment();
      const table = await readProcessTable(dataDir);
      const children = await Promise.all(
        (table?.children ?? []).map(async (child) => ({
          ...child,
          running: await isRunning(child.pid, child.mark),
        })),
      );
      const running = table !== undefined && (await isRunning(table.supervisor, 'cli.ts'));
      const freeGb = Number((await freeGigabytes(running ? dataDir : '.')).toFixed(1));
      const status = { running, url: table?.url, dataDir, freeGb, processes: children };
      if (json) return console.log(JSON.stringify(status));
      console.log(running ? `Running: ${status.url}` : 'Not running.');
      for (const { name, pid, running: alive } of children) {
        console.log(`  ${name.padEnd(10)} ${alive ? `process ${pid}` : 'ended'}`);
      }
      console.log(`Data: ${dataDir} (${freeGb} GB free on its disk)`);
    });
}
