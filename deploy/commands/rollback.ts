import { Command } from 'commander';
import { operate } from '../operator/connect.ts';
import { builderFor } from '../operator/models.ts';
import { createProgress } from '../progress.ts';

/** `entrepot rollback <model>`: the table that served before serves again. */
export function rollbackCommand(): Command {
  return new Command('rollback')
    .description('let the table that a model had before its last change serve again; it catches up by itself')
    .argument('<model>', 'such as dwd_trd_order_line_di')
    .addHelpText(
      'after',
      '\nThe file of the model is left alone until it changes. Tables are kept for ENTREPOT_KEPT_MINUTES after the last change or failure.',
    )
    .action((model: string) =>
      operate(async (operator) => {
        const step = createProgress(process.stderr).step(`rolling back ${model}`);
        const answer = await builderFor(operator).rollback(model);
        step.done();
        console.log(answer);
      }),
    );
}
