import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { Logger } from 'pino';
import { EntrepotError } from '#errors';
import type { EventProducer, OutgoingEvent } from '#ingestion';

export type ReplayOptions = {
  /** Folder that holds `data/<set>/`. */
  samplesDir: string;
  producer: Pick<EventProducer, 'publish'>;
  log: Logger;
  onProgress?: (progress: { done: number; total: number }) => void;
};

/** A published data set and how it becomes events. */
export type DataSet = {
  /** Folder below `data/`. */
  folder: string;
  files: readonly string[];
  /** Where it is published, for those who do not have it. */
  published: string;
  /** Events in an order in which each may be read alone; the same ones, with the same versions, every time. */
  events(read: ReadRows): AsyncGenerator<OutgoingEvent> | Generator<OutgoingEvent>;
};

export type Row = Readonly<Record<string, string>>;
/** The rows of a file of the set, every cell as the text it is: `2.55` stays `2.55`. */
export type ReadRows = (file: string) => AsyncIterable<Row>;

/** @throws DATASET_MISSING naming the file, and where the set is published. */
export function openDataSet(set: DataSet, name: string, samplesDir: string): ReadRows {
  const folder = join(samplesDir, 'data', set.folder);
  for (const file of set.files) {
    if (existsSync(join(folder, file))) continue;
    throw new EntrepotError(
      'DATASET_MISSING',
      `The data set «${name}» is not here: ${join(folder, file)} is missing.`,
      {
        asked: join(folder, file),
        fix: `Put it there (published at ${set.published}), or name the folder above «data» with ENTREPOT_SAMPLES.`,
      },
    );
  }
  return (file) => {
    const bytes = createReadStream(join(folder, file));
    const parser = parse({ columns: true, bom: true });
    const fail = (error: Error) => parser.destroy(error);
    bytes.on('error', fail);
    if (file.endsWith('.gz')) bytes.pipe(createGunzip().on('error', fail)).pipe(parser);
    else bytes.pipe(parser);
    return parser;
  };
}
