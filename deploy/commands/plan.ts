import { Command } from 'commander';
import { operate } from '../operator/connect.ts';
import { builderFor, planFor } from '../operator/models.ts';
import { planText } from '../operator/plan-text.ts';

/** `entrepot plan`: the project's files beside what serves. */
export function planCommand(): Command {
  return new Command('plan')
    .description(
      'show what applying the model files would do: columns, what breaks whom, what is rebuilt, at what cost',
    )
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExits with 1 where a file has a mistake. Changes nothing.')
    .action(({ json }: { json: boolean }) =>
      operate(async (operator) => {
        const plan = await planFor(operator, builderFor(operator));
        if (plan.problems.length > 0) process.exitCode = 1;
        console.log(json ? JSON.stringify(plan) : planText(plan));
      }),
    );
}
