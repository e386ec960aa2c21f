import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pino } from 'pino';
import { EntrepotError, messageOf } from '#errors';
import {
  LiveSources,
  mapMessages,
  type OutgoingEvent,
  rawTopic,
  type ShopDirectory,
  type Source,
  sources,
  validateEvent,
} from '#ingestion';
import { sourceFolders } from '../../platform/folders.ts';
import { damage, isUtf8, mutateJson } from '../../testing/mutate-json.ts';
import { pick } from '../../testing/random.ts';

export type PayloadTally = {
  payloads: number;
  mapped: number;
  refused: number;
  ignored: number;
  /** What must not be: each with the payload's file. */
  faults: string[];
  slowestMs: number;
};

export type PayloadFuzz = {
  count: number;
  random: () => number;
  /** How many of the sample files to take, by chance; all where absent. */
  files?: number;
};

/** Longer than this for one payload would hold up its partition. */
const stallMs = 2_000;
/** Longer samples would make it a test of few. */
const longest = 100_000;

type Sample = { source: Source; file: string; bytes: Buffer };

const anyShop: ShopDirectory = {
  find: ({ channel, marketplace }) => ({
    ...{ shop: `${channel}_test`, channel, marketplace: marketplace ?? `${channel}_us` },
    ...{ currency: 'USD', taxMode: 'excluded' as const },
  }),
  served: () => undefined,
};

/**
 * Takes real payloads, makes them wrong, and maps them as the mapper does. Each must be mapped to events that fulfil their
 * contracts, ignored on purpose, or refused with a reason that is ours; bytes that are no UTF-8 are never mapped.
 *
 * @param folder sample payloads
 */
export async function fuzzPayloads(
  folder: string,
  { count, random, files = Infinity }: PayloadFuzz,
): Promise<PayloadTally> {
  const samples = await samplesIn(folder, files, random);
  const tally: PayloadTally = { payloads: 0, mapped: 0, refused: 0, ignored: 0, faults: [], slowestMs: 0 };
  for (; tally.payloads < count; tally.payloads++) {
    const sample = pick(random, samples);
    const value = spoiled(sample.bytes, random);
    const started = performance.now();
    const { events, refused, ignored } = mapOne(sample.source, value);
    const ms = performance.now() - started;
    tally.slowestMs = Math.max(tally.slowestMs, ms);
    tally.ignored += ignored;
    tally.refused += refused.length;
    if (refused.length + ignored === 0) tally.mapped += 1;
    const fault = (what: string) => tally.faults.push(`${sample.file}: ${what}`);
    if (ms > stallMs) fault(`took ${Math.round(ms)} ms`);
    for (const event of events) {
      const why = refusalOf(event);
      if (why) fault(why);
    }
    for (const { error } of refused) {
      if (!(error instanceof EntrepotError))
        fault(error instanceof Error ? (error.stack ?? '') : String(error));
    }
    if (refused.length === 0 && !isUtf8(value) && !saysItsEncoding(value)) fault('mapped, but no UTF-8');
  }
  return tally;
}

function mapOne(source: Source, value: Buffer) {
  const message = {
    ...{ topic: rawTopic(source), partition: 0, offset: '0', key: undefined, value, rawref: 'raw/0/0' },
    ...{ object: undefined, account: 'test', receivedAt: '2026-03-01T00:00:00.000Z' },
  };
  return mapMessages(source, [message], anyShop);
}

/** Why an event could not be published, which would hold up its partition for ever. */
function refusalOf(event: OutgoingEvent): string | undefined {
  try {
    validateEvent(event);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function spoiled(bytes: Buffer, random: () => number): Buffer {
  const json = random() < 0.75 ? parsed(bytes) : undefined;
  return json === undefined ? damage(bytes, random) : Buffer.from(mutateJson(json, random));
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined; // XML and tables are spoiled as bytes
  }
}

/** An XML document may be in the encoding it names. */
function saysItsEncoding(bytes: Buffer): boolean {
  return /^\s*(\ufeff|\xef\xbb\xbf)?<\?xml[^>]*encoding=/.test(bytes.subarray(0, 200).toString('latin1'));
}

/** Each sample of each source that can map it as it is. */
async function samplesIn(folder: string, most: number, random: () => number): Promise<Sample[]> {
  const live = new LiveSources({
    folders: sourceFolders({}),
    builtIn: sources,
    log: pino({ level: 'error' }),
  });
  await live.refresh();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'SOURCE.txt' && !/\.(md|ya?ml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const share = most / files.length;
  const chosen = share < 1 ? files.filter(() => random() < share) : files;
  const samples = chosen.flatMap((path) => {
    const [bytes, file] = [readFileSync(path), relative(folder, path)];
    if (bytes.length > longest) return [];
    const able = live.sources.filter((source) => {
      const { refused, ignored } = mapOne(source, bytes);
      return refused.length + ignored === 0;
    });
    return able.map((source) => ({ source, file, bytes }));
  });
  if (samples.length > 0) return samples;
  throw new EntrepotError('DATASET_MISSING', `${folder} holds no payloads that a source here can map.`, {
    asked: folder,
    available: live.sources.map(({ name }) => name),
    fix: 'Put sample payloads there, or name another folder in ENTREPOT_SAMPLES.',
  });
}
