import { Command } from 'commander';
import { EntrepotError } from '#errors';
import { benches } from '../bench/index.ts';
import type { Exercise } from '../exercise.ts';
import { proofs } from '../prove/index.ts';

/** `entrepot prove <name>` and `entrepot bench <name>`: full-size proofs and measurements. */
export function proofCommands(): Command[] {
  return [
    exerciseCommand('prove', 'prove a promise at full size', proofs),
    exerciseCommand('bench', 'measure a hot path beside a peer or a limit', benches),
  ];
}

function exerciseCommand(
  name: string,
  description: string,
  exercises: Readonly<Record<string, Exercise>>,
): Command {
  const list = Object.entries(exercises).map(([each, { about }]) => `  ${each.padEnd(12)} ${about}`);
  return new Command(name)
    .description(description)
    .argument('[name]', 'which one')
    .argument('[args...]', 'its own options')
    .allowUnknownOption()
    .addHelpText('after', `\nNames:\n${list.join('\n')}`)
    .action(async (asked: string | undefined, args: string[]) => {
      if (asked === undefined) return console.log(list.join('\n'));
      const exercise = exercises[asked];
      if (exercise === undefined) {
        throw new EntrepotError('INPUT_INVALID', `There is no ${name} «${asked}».`, {
          asked,
          available: Object.keys(exercises),
        });
      }
      await exercise.run(args);
    });
}
