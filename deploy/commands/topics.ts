import { Command } from 'commander';
import { contracts, ingestStatus, type TopicStatus } from '#ingestion';
import { operate } from '../operator/connect.ts';
import { table } from '../operator/table.ts';

const read = () => operate(({ kafka, warehouse }) => ingestStatus({ kafka, warehouse, contracts }));

/** `entrepot topics`: what has been stored of each topic. */
export function topicsCommand(): Command {
  return new Command('topics')
    .description('show every topic: how much is stored, refused and waiting')
    .option('--all', 'also topics that never had an event', false)
    .option('--json', 'print JSON', false)
    .action(async ({ all, json }: { all: boolean; json: boolean }) => {
      const topics = (await read()).filter(({ partitions }) => all || partitions.some(({ end }) => end > 0));
      if (json) return console.log(JSON.stringify(topics));
      console.log(
        table(
          ['topic', 'partitions', 'rows', 'refused', 'drifted', 'waiting', 'last event'],
          topics.map((each) => [
            each.topic,
            each.partitions.length,
            each.rows,
            each.quarantined,
            each.drifted,
            each.lagOffsets,
            each.lastEventAt ?? '–',
          ]),
        ),
      );
    });
}

/** `entrepot lag`: what is not stored yet. */
export function lagCommand(): Command {
  return new Command('lag')
    .description('show what is waiting, by partition')
    .option('--over <seconds>', 'exit with 1 when something waits longer', Number)
    .option('--json', 'print JSON', false)
    .action(async ({ over, json }: { over?: number; json: boolean }) => {
      const behind = (await read()).filter(({ lagOffsets }) => lagOffsets > 0);
      const late = over === undefined ? [] : behind.filter(({ lagSeconds }) => lagSeconds > over);
      if (late.length > 0) process.exitCode = 1;
      if (json) return console.log(JSON.stringify(behind));
      console.log(behind.length === 0 ? 'Everything is stored.' : lagTable(behind));
    });
}

function lagTable(behind: readonly TopicStatus[]): string {
  const rows = behind.flatMap(({ topic, partitions, lagSeconds }) =>
    partitions
      .filter(({ lagOffsets }) => lagOffsets > 0)
      .map(({ partition, next, end, lagOffsets }) => [
        `${topic}/${partition}`,
        next,
        end,
        lagOffsets,
        Math.round(lagSeconds),
      ]),
  );
  return table(['partition', 'stored up to', 'Kafka up to', 'waiting', 'seconds'], rows);
}
