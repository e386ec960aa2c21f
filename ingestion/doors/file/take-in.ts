import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Warehouse } from '#warehouse';
import { cut } from '../../contracts/cut.ts';
import { fileIntake } from '../../contracts/index.ts';
import { type EventProducer, type KeyedRecord, outgoing } from '../../producer/index.ts';
import { rawHeaders, rawTopic, type Source } from '../../sources/source.ts';
import { contractsStored } from '../../tables/index.ts';
import { openFiles } from './open-file.ts';
import { type FileFormat, formatOf, recordsOf } from './records.ts';

export type TakeInOptions = {
  path: string;
  source: Pick<Source, 'name'>;
  /** What the records are, where their content does not say. */
  object?: string;
  /** The shop or account they are of, as the source calls it. */
  account?: string;
  format?: FileFormat;
  /** Takes the file in although it was taken in before. */
  again?: boolean;
  warehouse: Warehouse;
  producer: Pick<EventProducer, 'send' | 'publish'>;
  by: string;
  now(): number;
  /** Bytes of the file read, and records sent. */
  onProgress?(bytes: number, total: number, records: number): void;
  /** Records sent between two notes of how far it is. Default 10,000. */
  noteEvery?: number;
};

export type TakenIn = {
  records: number;
  /** Records that had been taken in before and were passed over. */
  skipped: number;
  outcome: 'taken in' | 'known already';
};

const recordsAtOnce = 1_000;

/**
 * Sends a file's records to its source's raw topic, each once: a file is known by its content, what was taken in of it is
 * noted as it goes, and another run goes on there, or does nothing. A run that was cut off may send the records since its
 * last note again: they are mapped to the same events.
 *
 * @throws NOT_FOUND, INPUT_INVALID, TOO_LARGE, KAFKA_UNREACHABLE
 */
export async function takeInFile(options: TakeInOptions): Promise<TakenIn> {
  const { path, source, object, account, producer, now, noteEvery = 10_000 } = options;
  const total = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  let bytes = 0;
  const files = await openFiles(path, (read) => {
    bytes = read;
  });
  const digest = await digestOf(path);
  const id = [source.name, object ?? '', account ?? '', digest].join(':');
  const before = options.again ? { records: 0, complete: false } : await knownOf(options.warehouse, id);
  if (before.complete) return { records: before.records, skipped: before.records, outcome: 'known already' };

  let records = 0;
  let noted = before.records;
  let batch: KeyedRecord[] = [];
  const flush = async () => {
    if (batch.length > 0) await producer.send(rawTopic(source), batch);
    batch = [];
    options.onProgress?.(bytes, total, records);
    if (records - noted >= noteEvery) {
      await note(options, { id, bytes: total, records, complete: false });
      noted = records;
    }
  };
  for (const file of files) {
    for await (const value of recordsOf(file, options.format ?? formatOf(file.name))) {
      records++;
      if (records <= before.records) continue;
      batch.push(rawRecord(value, { digest, number: records, object, account, at: now() }));
      if (batch.length === recordsAtOnce) await flush();
    }
  }
  await flush();
  await note(options, { id, bytes: total, records, complete: true });
  return { records, skipped: before.records, outcome: 'taken in' };
}

type RecordPlace = {
  digest: string;
  number: number;
  object: string | undefined;
  account: string | undefined;
  at: number;
};

/** Equal records have equal keys, so that the versions of a thing stay in order within a file. */
function rawRecord(value: string, { digest, number, object, account, at }: RecordPlace): KeyedRecord {
  const headers: Record<string, string> = {
    [rawHeaders.received]: new Date(at).toISOString(),
    [rawHeaders.id]: `${digest.slice(0, 16)}:${number}`,
  };
  if (object !== undefined) headers[rawHeaders.object] = object;
  if (account !== undefined) headers[rawHeaders.account] = account;
  return { key: hash('sha1', value, 'hex'), value, headers };
}

async function knownOf(warehouse: Warehouse, id: string): Promise<{ records: number; complete: boolean }> {
  if ((await contractsStored(warehouse, [fileIntake])).length === 0) return { records: 0, complete: false };
  const [row] = await warehouse.rows<{ records: string; complete: string }>(
    `select toString(records) as records, toString(complete) as complete from ${fileIntake.latestView} where intake_id = {id:String}`,
    { id },
  );
  return { records: Number(row?.records ?? 0), complete: row?.complete === 'true' };
}

type Note = { id: string; bytes: number; records: number; complete: boolean };

async function note(options: TakeInOptions, { id, bytes, records, complete }: Note): Promise<void> {
  const { source, object, account, path, by, now, producer } = options;
  const at = new Date(now()).toISOString();
  const body = {
    ...{ intake_id: id, origin: source.name, object, account, file_name: cut(basename(path), 500) },
    ...{ bytes, records, complete, by, at },
  };
  await producer.publish([
    outgoing(fileIntake, {
      body,
      source: 'entrepot',
      time: at,
      version: Date.parse(at) * 1_000 + Math.min(records, 999),
    }),
  ]);
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    digest.update(chunk as Buffer);
  return digest.digest('hex');
}
