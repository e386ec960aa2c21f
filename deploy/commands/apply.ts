import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { EntrepotError } from '#errors';
import { operate } from '../operator/connect.ts';
import { builderFor, planFor } from '../operator/models.ts';
import { planText } from '../operator/plan-text.ts';
import { createProgress } from '../progress.ts';

type Options = { yes: boolean; json: boolean };

/** `entrepot apply`: what serves becomes as the files are. */
export function applyCommand(): Command {
  return new Command('apply')
    .description(
      'do what the plan shows: build beside, catch up, exchange; the old tables are kept for a while',
    )
    .argument('[models...]', 'only these, with what they need of the models they read')
    .option('-y, --yes', 'do not ask', false)
    .option('--json', 'print what was done as JSON', false)
    .addHelpText(
      'after',
      '\nExits with 1 where a model could not be built; its old table goes on serving. See also: entrepot rollback.',
    )
    .action((models: string[], { yes, json }: Options) =>
      operate(async (operator) => {
        const progress = createProgress(process.stderr);
        const step = progress.step('reading the models');
        const plan = await planFor(operator, builderFor(operator));
        step.done();
        if (!json) console.log(planText(plan));
        if (plan.problems.length > 0) process.exitCode = 1;
        if (plan.problems.length > 0 || plan.models.length === 0) {
          if (json) console.log(JSON.stringify({ changes: [], failed: [], problems: plan.problems }));
          return;
        }
        if (!yes && !(await isWanted())) return;
        const building = progress.step('applying');
        const builder = builderFor(operator, {
          onProgress: ({ model, partitionsDone, partitionsTotal }) =>
            building.update(partitionsDone, partitionsTotal, model),
        });
        const onWaiting = (done: number, total: number) =>
          building.update(done, total, `${done} of ${total} models`);
        const { changes, failed } = await builder.apply({ models, onWaiting });
        building.done(`${changes.length - failed.length} of ${changes.length} models`);
        for (const { model, error } of failed) console.error(`✗ ${model}: ${error}`);
        if (json) console.log(JSON.stringify({ changes, failed, problems: [] }));
        if (failed.length > 0) process.exitCode = 1;
      }),
    );
}

async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new EntrepotError('INPUT_INVALID', 'Nobody is there to say yes.', { fix: 'Say so with: --yes' });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question('Apply? (yes/no) ')).trim());
  } finally {
    terminal.close();
  }
}
