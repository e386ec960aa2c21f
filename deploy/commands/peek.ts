import { Command } from 'commander';
import { type PeekedRecord, peek, placeOf } from '#ingestion';
import { operate } from '../operator/connect.ts';

/** `entrepot peek <topic>`: records as they lie in Kafka. */
export function peekCommand(): Command {
  return new Command('peek')
    .description('show the newest records of a topic, or one by its place, as they lie in Kafka')
    .argument('<topic or place>', 'trade.order.v1, or trade.order.v1/0/17')
    .option('--last <n>', 'how many', Number, 5)
    .option('--json', 'print a JSON object a line', false)
    .action(async (asked: string, { last, json }: { last: number; json: boolean }) => {
      const isPlace = /\/\d+\/\d+$/.test(asked);
      const { topic, ...at } = isPlace ? placeOf(asked) : { topic: asked };
      const records = await operate(({ kafka }) =>
        peek(kafka, { topic, last, ...('offset' in at ? { at } : {}) }),
      );
      for (const record of records) console.log(json ? JSON.stringify(record) : shown(record));
      if (records.length === 0 && !json) console.log('The topic is empty.');
    });
}

function shown({ place, timestamp, key, headers, value }: PeekedRecord): string {
  const lines = Object.entries(headers).map(([name, header]) => `  ${name}: ${header}`);
  return [`${place}  ${timestamp}  key ${key ?? '–'}`, ...lines, `  ${value ?? '(no value)'}`].join('\n');
}
