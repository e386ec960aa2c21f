import { Argument, Command } from 'commander';
import { readEnvironment } from '../environment.ts';
import { createOutputLog } from '../log.ts';
import { roleNames, runPlatform } from '../platform/run.ts';
import { untilSignal } from '../signals.ts';

/** `entrepot run <role...>`: some roles of the platform in this process, as in a cluster. */
export function runCommand(): Command {
  return new Command('run')
    .description('run roles of the platform in this process: one each in a cluster, all together at home')
    .addArgument(new Argument('<role...>', 'roles').choices([...roleNames, 'all']))
    .action(async (roles: string[]) => {
      const environment = readEnvironment();
      const ended = untilSignal();
      const platform = await runPlatform(environment, roles, createOutputLog(environment, 'platform'));
      await Promise.race([ended, platform.failed]);
      await platform.stop();
      process.exit(0);
    });
}
