import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import { pino } from 'pino';
import { EntrepotError, nearest } from '#errors';
import {
  ensureIngestionTopics,
  type FileFormat,
  fileFormats,
  fileIntake,
  LiveSources,
  sources,
  takeInFile,
} from '#ingestion';
import { operate } from '../operator/connect.ts';
import { sourceFolders } from '../platform/folders.ts';
import { createProgress } from '../progress.ts';

type Options = {
  source: string;
  object?: string;
  account?: string;
  format?: FileFormat;
  again: boolean;
  json: boolean;
};

/** `entrepot ingest <file>`: a file's records as raw records of a source. */
export function ingestCommand(): Command {
  return new Command('ingest')
    .description(
      'take in files (JSON, lines of JSON, CSV, TSV, XML, XLSX; also .gz, .zst and .zip); a second run changes nothing',
    )
    .argument('<files...>')
    .requiredOption('--source <name>', 'the source whose records they are')
    .option('--object <name>', 'what the records are, where their content does not say')
    .option('--account <name>', 'the shop or account they are of, as the source calls it')
    .addOption(new Option('--format <format>', 'where the name does not tell').choices(fileFormats))
    .option('--again', 'take in what was taken in before', false)
    .option('--json', 'print a JSON object a file', false)
    .action(async (paths: string[], { json, source: name, ...options }: Options) => {
      const progress = createProgress(json ? process.stderr : process.stdout);
      await operate(async ({ environment, kafka, warehouse, producer }) => {
        const log = pino({ level: 'error' }, process.stderr);
        const live = new LiveSources({ folders: sourceFolders(environment), builtIn: sources, log });
        await live.refresh();
        const source = live.sources.find((each) => each.name === name);
        if (!source) throw unknownSource(name, live);
        const { topicPartitions: partitions } = environment;
        await ensureIngestionTopics(kafka, { contracts: [fileIntake], sources: [source], partitions });
        for (const path of paths) {
          const step = progress.step(path);
          const taken = await takeInFile({
            ...options,
            ...{ path, source, warehouse, producer: await producer(), now: Date.now },
            by: `cli:${userInfo().username}`,
            onProgress: (bytes, total, records) =>
              step.update(bytes, total, `${records.toLocaleString('en')} records`),
          });
          step.done(`${taken.outcome}: ${taken.records.toLocaleString('en')} records`);
          if (json) console.log(JSON.stringify({ path, ...taken }));
        }
      });
    });
}

function unknownSource(name: string, live: LiveSources): EntrepotError {
  const names = live.sources.map((each) => each.name);
  return new EntrepotError('SOURCE_UNKNOWN', `There is no source «${name}».`, {
    asked: name,
    available: nearest(name, names),
    fix: 'Name one of these, or declare it in a YAML file in ingestion/sources.',
  });
}
