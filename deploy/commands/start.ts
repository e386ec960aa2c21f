import { Command, Option } from 'commander';
import { readEnvironment } from '../environment.ts';
import { createLog } from '../log.ts';
import { createProgress } from '../progress.ts';
import { untilSignal } from '../signals.ts';
import { type Started, start } from '../supervisor/start.ts';

type Options = {
  empty: boolean;
  simulate: boolean;
  skus?: string;
  from?: string;
  until?: string;
  rate?: string;
  seed?: string;
};

/** Why a start ended that somebody did not want to wait for. */
const interrupted = new Error('interrupted');

/** `entrepot start`: everything in the foreground, until Ctrl-C. */
export function startCommand(): Command {
  return new Command('start')
    .description('start everything: Kafka, the warehouse, the platform and the sample company')
    .option('--empty', 'start without the sample company', false)
    .option('--simulate', 'aim the sample company at a Kafka that is not the embedded one', false)
    .option('--skus <n>', 'how many SKUs the sample company sells (600 to 10000)')
    .option('--from <date>', 'first day of its history')
    .addOption(new Option('--until <date>', 'last day of its history').hideHelp())
    .option('--rate <n>', 'its live events per second, or «max»')
    .option('--seed <n>', 'another company of the same kind')
    .action(async (options: Options) => {
      const environment = readEnvironment();
      const log = createLog(environment, 'supervisor');
      const progress = createProgress(process.stdout);
      // From here on a signal stops what has been started so far.
      const ended = untilSignal();
      const begun = Date.now();
      const companyArgs = (['skus', 'from', 'until', 'rate', 'seed'] as const).flatMap((name) =>
        options[name] === undefined ? [] : [`--${name}`, options[name]],
      );
      const interrupt = new AbortController();
      void ended.then(() => interrupt.abort(interrupted));
      let started: Started;
      try {
        started = await start(environment, { ...options, companyArgs }, progress, log, interrupt.signal);
      } catch (error) {
        if (error !== interrupted) throw error;
        progress.say('\nStopped.');
        return process.exit(0);
      }
      announce(started, (Date.now() - begun) / 1000);
      await ended;
      progress.say('\nStopping…');
      await started.stop();
      process.exit(0);
    });
}

function announce({ url, created }: Started, seconds: number): void {
  const lines = ['', `Entrepôt is ready after ${seconds.toFixed(0)} s: ${url}`, ''];
  const wall = created.find((each) => each.role === 'screen');
  if (created.length > 0) {
    lines.push('Accounts (shown once; «npx entrepot password <name>» makes a new one):');
    for (const { user, role, secret } of created)
      if (role !== 'screen') lines.push(`  ${user.padEnd(10)} ${secret}`);
  } else lines.push('Accounts as before; «npx entrepot password <name>» makes a new password.');
  lines.push(
    '',
    wall
      ? `Wall screen: ${url}/wall/?screen=group-overview#token=${wall.secret}`
      : `Wall screen: the link printed at first start; «npx entrepot password wall» makes a new one.`,
  );
  lines.push('', 'Ctrl-C stops everything; the data is kept.', '');
  console.log(lines.join('\n'));
}
