import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { contracts, type Decider, discardRefused, findRefused, listRefused, replayRefused } from '#ingestion';
import { type Operator, operate } from '../operator/connect.ts';
import { withChanges } from '../operator/edit-json.ts';
import { table } from '../operator/table.ts';

/** `entrepot quarantine`: what was refused, why, and what becomes of it. */
export function quarantineCommand(): Command {
  return new Command('quarantine')
    .description('look at refused records, mend them and send them again')
    .addCommand(list())
    .addCommand(show())
    .addCommand(replay())
    .addCommand(fix())
    .addCommand(discard());
}

function list(): Command {
  return new Command('list')
    .description('refused records, newest first')
    .option('--topic <topic>', 'of one topic only')
    .option('--all', 'also those that were decided', false)
    .option('--limit <n>', 'how many', Number, 50)
    .option('--json', 'print a JSON object a line', false)
    .action(async (options: { topic?: string; all: boolean; limit: number; json: boolean }) => {
      const { all, json, ...filter } = options;
      const found = await operate(({ warehouse }) =>
        listRefused(warehouse, contracts, { ...filter, open: !all }),
      );
      if (json) return found.forEach((each) => void console.log(JSON.stringify(each)));
      if (found.length === 0) return console.log('Nothing is waiting for a decision.');
      const rows = found.map(({ place, receivedAt, action, reason }) => [
        place,
        receivedAt,
        action || 'open',
        reason.length > 100 ? `${reason.slice(0, 99)}…` : reason,
      ]);
      console.log(table(['place', 'received', 'state', 'reason'], rows));
    });
}

function show(): Command {
  return new Command('show')
    .description('one refused record, whole')
    .argument('<place>')
    .option('--json', 'print JSON', false)
    .action(async (place: string, { json }: { json: boolean }) => {
      const found = await operate(({ warehouse }) => findRefused(warehouse, contracts, place));
      if (json) return console.log(JSON.stringify(found));
      console.log(
        `${found.place}  ${found.receivedAt}  ${found.action || 'open'}\n${found.reason}\n\n${found.payload}`,
      );
    });
}

type Choice = { topic?: string; reason?: string; note?: string };

function replay(): Command {
  return new Command('replay')
    .description('send records again as they were, once the source or the contract has been mended')
    .argument('[places...]', 'as the list shows them')
    .option('--topic <topic>', 'all of a topic instead')
    .option('--reason <text>', 'only those whose reason holds this text')
    .option('--note <text>', 'kept with the decision')
    .action(async (places: string[], choice: Choice) => {
      await operate(async (operator) => {
        const decider = await deciderOf(operator);
        const chosen = places.length > 0 ? places : await placesOf(operator, choice);
        let failed = 0;
        for (const place of chosen) {
          try {
            await replayRefused(decider, { place, note: choice.note });
            console.log(`${place} was sent again.`);
          } catch (error) {
            failed++;
            console.error(`${place}: ${(error as Error).message}`);
          }
        }
        if (failed > 0) process.exitCode = 1;
        console.log(`${chosen.length - failed} of ${chosen.length} were sent again.`);
      });
    });
}

function fix(): Command {
  return new Command('fix')
    .description('send one record again with another payload')
    .argument('<place>')
    .option(
      '--set <path=value...>',
      'change members: totals.tax.amount="1.90"; a value is JSON, or else a text',
    )
    .option('--remove <path...>', 'leave members out')
    .option('--payload <file>', 'take the payload from a file instead')
    .option('--note <text>', 'kept with the decision')
    .action(
      async (
        place: string,
        options: { set?: string[]; remove?: string[]; payload?: string; note?: string },
      ) => {
        await operate(async (operator) => {
          const decider = await deciderOf(operator);
          const refused = await findRefused(operator.warehouse, contracts, place);
          const payload = options.payload
            ? await readFile(options.payload, 'utf8')
            : withChanges(refused.payload, options.set ?? [], options.remove ?? []);
          await replayRefused(decider, { place, payload, note: options.note });
          console.log(`${place} was sent again, changed.`);
        });
      },
    );
}

function discard(): Command {
  return new Command('discard')
    .description('give records up; they stay where they are, marked')
    .argument('<places...>')
    .option('--note <text>', 'kept with the decision')
    .action(async (places: string[], { note }: { note?: string }) => {
      await operate(async (operator) => {
        const decider = await deciderOf(operator);
        for (const place of places) await discardRefused(decider, place, note);
        console.log(`${places.length} were given up.`);
      });
    });
}

async function deciderOf({ warehouse, producer }: Operator): Promise<Decider> {
  return {
    warehouse,
    producer: await producer(),
    contracts,
    by: `cli:${userInfo().username}`,
    now: Date.now,
  };
}

async function placesOf({ warehouse }: Operator, { topic, reason = '' }: Choice): Promise<string[]> {
  if (topic === undefined) return [];
  const open = await listRefused(warehouse, contracts, { topic, limit: 1_000_000 });
  return open.filter((each) => each.reason.includes(reason)).map(({ place }) => place);
}
