import { Command } from 'commander';
import { EntrepotError, nearest } from '#errors';
import { changesSinceRelease, contracts, type ReleaseChange, recordRelease } from '#ingestion';
import { table } from '../operator/table.ts';

/** `entrepot contract`: what events promise, and whether a change keeps the promise. */
export function contractCommand(): Command {
  return new Command('contract')
    .description('look at the contracts of events and at what a change to them means')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(diffCommand())
    .addCommand(releaseCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('list every contract')
    .option('--json', 'print JSON', false)
    .action(({ json }: { json: boolean }) => {
      const all = contracts.map(({ topic, entity, description, columns }) => ({
        ...{ topic, entity, fields: columns.length, description },
      }));
      if (json) return console.log(JSON.stringify(all));
      const rows = all.map((each) => [each.topic, each.entity, each.fields, each.description]);
      console.log(table(['topic', 'entity', 'fields', ''], rows));
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('show the fields of a contract and what they become')
    .argument('<topic>', 'such as trade.order.v1')
    .action((topic: string) => {
      const contract = contracts.find((each) => each.topic === topic);
      if (!contract) {
        const topics = contracts.map((each) => each.topic);
        throw new EntrepotError('CONTRACT_UNKNOWN', `There is no contract «${topic}».`, {
          asked: topic,
          available: nearest(topic, topics),
          fix: 'See all of them with: npx entrepot contract list',
        });
      }
      console.log(`${contract.topic}  ${contract.description}\n`);
      const rows = contract.columns.map((column) => [
        column.path.join('.'),
        column.type,
        column.nullable ? 'optional' : '',
        column.list ?? '',
      ]);
      console.log(table(['field', 'column type', '', 'list'], rows));
    });
}

function diffCommand(): Command {
  return new Command('diff')
    .description('compare the contracts with the last release; exits with 1 where a change breaks')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const changes = await changesSinceRelease(contracts);
      if (changes.some(({ breaking }) => breaking)) process.exitCode = 1;
      console.log(json ? JSON.stringify(changes) : told(changes));
    });
}

function releaseCommand(): Command {
  return new Command('release')
    .description('record the contracts as released; refuses what breaks')
    .action(async () => {
      const changes = await changesSinceRelease(contracts);
      console.log(told(changes));
      if (changes.some(({ breaking }) => breaking)) process.exitCode = 1;
      else await recordRelease(contracts);
    });
}

function told(changes: readonly ReleaseChange[]): string {
  if (changes.length === 0) return 'The contracts are as they were released.';
  const rows = changes.map(({ topic, field, change, breaking }) => [
    ...[topic, field, change, breaking ? 'BREAKS' : 'fits'],
  ]);
  const breaking = changes.filter((each) => each.breaking).length;
  const verdict =
    breaking === 0
      ? 'Every change fits: events of before and models of before go on working.'
      : `${breaking} of ${changes.length} changes break events written before, or models that read them. Raise the version of these contracts and keep the old files beside the new ones.`;
  return `${table(['topic', 'field', 'change', ''], rows)}\n${verdict}`;
}
