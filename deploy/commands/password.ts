import { Command } from 'commander';
import { Accounts } from '../accounts/accounts.ts';
import { readEnvironment } from '../environment.ts';

/** `entrepot password <name>`: a new secret for a user or a wall screen. */
export function passwordCommand(): Command {
  return new Command('password')
    .description('make a new password for a user, or a new link for a wall screen')
    .argument('<name>', 'executive, data, operator or wall')
    .option('--json', 'print JSON', false)
    .action(async (name: string, { json }: { json: boolean }) => {
      const { dataDir, host, port } = readEnvironment();
      const { accounts } = await Accounts.open(dataDir);
      const renewed = await accounts.renew(name);
      const screen = accounts.devices.find((device) => device.id === name)?.screen;
      const link = screen && `http://${host}:${port}/wall/?screen=${screen}#token=${renewed.secret}`;
      if (json) console.log(JSON.stringify({ ...renewed, ...(link ? { link } : {}) }));
      else console.log(link ?? `${renewed.user}  ${renewed.secret}`);
    });
}
