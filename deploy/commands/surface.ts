import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { pino } from 'pino';
import { type Surface, surfaceDiff, surfaceHash } from '#models';
import { operate } from '../operator/connect.ts';
import { surfaceFile, surfaceOfFiles, surfaceText } from '../operator/surface.ts';

/** `entrepot surface`: what consumers of models and metrics rely on, and what changed of it. */
export function surfaceCommand(): Command {
  return new Command('surface')
    .description(
      'what consumers of models and metrics rely on against what was released; exits with 1 where that breaks',
    )
    .option('--write', 'release what the files give now', false)
    .option('--json', 'print JSON', false)
    .action(async ({ write, json }: { write: boolean; json: boolean }) => {
      const log = pino({ level: 'warn' }, process.stderr);
      const present = await operate(({ warehouse }) => surfaceOfFiles(warehouse, log));
      const released = JSON.parse(await readFile(surfaceFile, 'utf8')) as Surface;
      const changes = surfaceDiff(released, present);
      if (write) await writeFile(surfaceFile, surfaceText(present));
      else if (changes.some(({ breaking }) => breaking)) process.exitCode = 1;
      if (json) return console.log(JSON.stringify({ hash: surfaceHash(present), changes }));
      for (const { at, change, breaking } of changes)
        console.log(`${breaking ? 'BREAKS' : '      '} ${at}: ${change}`);
      console.log(`${surfaceHash(present)}${changes.length === 0 ? ', as it was released' : ''}`);
    });
}
