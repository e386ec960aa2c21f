import { Command } from 'commander';
import { operate } from '../operator/connect.ts';
import { builderFor } from '../operator/models.ts';
import { createProgress } from '../progress.ts';

/** `entrepot restate <model> [first] [last]`: a model, or days of it, is computed again from what it reads. */
export function restateCommand(): Command {
  return new Command('restate')
    .description(
      'compute days of a model again from what it reads, whatever was done to its table, and then what reads it',
    )
    .argument('<model>', 'such as dwd_trd_order_line_di')
    .argument('[first]', 'day, YYYY-MM-DD; all of the model unless given')
    .argument('[last]', 'the first one unless given')
    .addHelpText(
      'after',
      '\nEvents that arrive late are taken in without it; it is for tables that other hands have changed.',
    )
    .action((model: string, first: string | undefined, last: string | undefined = first) =>
      operate(async (operator) => {
        const step = createProgress(process.stderr).step(`computing ${model} again`);
        const answer = await builderFor(operator).restate(model, first && last ? [first, last] : []);
        step.done();
        console.log(answer);
      }),
    );
}
