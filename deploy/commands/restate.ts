import { Command } from 'commander';
import { operate } from '../operator/connect.ts';
import { builderFor } from '../operator/models.ts';
import { createProgress } from '../progress.ts';

/** `entrepot restate <model> <first> [last]`: days of a model are computed again from what it reads. */
export function restateCommand(): Command {
  return new Command('restate')
    .description(
      'compute days of a model again from what it reads, whatever was done to its table, and what reads it after it',
    )
    .argument('<model>', 'such as dwd_trd_order_line_di')
    .argument('<first>', 'day, YYYY-MM-DD')
    .argument('[last]', 'the first one unless given')
    .addHelpText(
      'after',
      '\nEvents that arrive late are taken in without it; it is for tables that other hands have changed.',
    )
    .action((model: string, first: string, last: string = first) =>
      operate(async (operator) => {
        const step = createProgress(process.stderr).step(`computing ${model} again`);
        const answer = await builderFor(operator).restate(model, first, last);
        step.done();
        console.log(answer);
      }),
    );
}
