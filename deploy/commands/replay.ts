import { Argument, Command } from 'commander';
import { pino } from 'pino';
import { contracts, createProducer } from '#ingestion';
import { dataSets, replay } from '../company/replay/index.ts';
import { readEnvironment } from '../environment.ts';
import { createProgress } from '../progress.ts';
import { brokersOf } from '../supervisor/start.ts';

/** `entrepot replay <set>`: a real data set as the events it would have been. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('load a published data set as events; repeating it changes nothing')
    .addArgument(new Argument('<set>', 'data set').choices(Object.keys(dataSets)))
    .option('--json', 'print JSON', false)
    .action(async (name: string, { json }: { json: boolean }) => {
      const environment = readEnvironment();
      const log = pino({ level: 'warn' }, process.stderr);
      const producer = await createProducer({
        brokers: brokersOf(environment).split(','),
        clientId: 'replay',
        log,
      });
      const progress = createProgress(json ? process.stderr : process.stdout);
      const step = progress.step(`Replaying ${name}`);
      try {
        await producer.ensureTopics(
          contracts.map(({ topic }) => topic),
          { partitions: environment.topicPartitions },
        );
        const { samplesDir } = environment;
        const onProgress = ({ done, total }: { done: number; total: number }) => step.update(done, total);
        const result = await replay(name as keyof typeof dataSets, { samplesDir, producer, log, onProgress });
        step.done(`${result.events.toLocaleString('en')} events`);
        if (json) console.log(JSON.stringify(result));
      } finally {
        await producer.close();
      }
    });
}
