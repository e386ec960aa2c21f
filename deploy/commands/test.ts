import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { buildFrontEnds } from '../front-ends.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = join(root, 'node_modules');

/** `entrepot test [filter]`: type check, lint, then fast, integration and browser tests. */
export function testCommand(): Command {
  return new Command('test')
    .description('type check, lint, fast tests, integration tests on real engines, browser tests')
    .argument('[files...]', 'only tests whose path contains one of these')
    .option('--fast', 'only what needs no services', false)
    .action(async (files: string[], { fast }: { fast: boolean }) => {
      const vitest = join(modules, 'vitest', 'vitest.mjs');
      const tests = (project: string) => [
        ...[vitest, 'run', '--project', project],
        // A filter may name nothing in one of the projects; without one, no tests found is a failure.
        ...(files.length > 0 ? ['--passWithNoTests', ...files] : []),
      ];
      const steps: readonly (readonly [string, string[]])[] = [
        ['Type check', [join(modules, '.bin', 'tsc'), '--noEmit']],
        ['Lint', [join(modules, '.bin', 'biome'), 'check', '.']],
        ['Fast tests', tests('fast')],
        ...(fast
          ? []
          : ([
              ['Integration tests', tests('integration')],
              ['Browser tests', tests('browser')],
            ] as const)),
      ].map(([title, args]) => [title as string, args as string[]] as const);
      if (!fast) await buildFrontEnds();
      const failed: string[] = [];
      for (const [title, args] of steps) {
        console.log(`\n— ${title}`);
        if (!(await succeeds(args))) failed.push(title);
      }
      console.log(failed.length === 0 ? '\nEverything passed.' : `\nFailed: ${failed.join(', ')}`);
      process.exitCode = failed.length === 0 ? 0 : 1;
    });
}

function succeeds(args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [...args], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}
