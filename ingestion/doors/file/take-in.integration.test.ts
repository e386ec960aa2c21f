import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { fileIntake } from '../../contracts/index.ts';
import { createKafka } from '../../kafka/client.ts';
import { peek } from '../../kafka/peek.ts';
import { createProducer, type EventProducer } from '../../producer/index.ts';
import type { Role } from '../../role.ts';
import { startSink } from '../../sink/index.ts';
import { rawTopic } from '../../sources/source.ts';
import { migrateTables } from '../../tables/index.ts';
import { ensureIngestionTopics } from '../../topics.ts';
import { takeInFile } from './take-in.ts';

const log = pino({ level: 'silent' });
const own = randomBytes(4).toString('hex');
const source = { name: `file_${own}` };
const brokers = inject('engines').kafkaBrokers;
const kafka = createKafka({ brokers, clientId: 'file-test', log });
let db: TestDatabase;
let producer: EventProducer;
let sink: Role;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entrepot-take-in-'));
  db = await testDatabase('take_in');
  await migrateTables(db.warehouse, [fileIntake]);
  producer = await createProducer({ brokers, clientId: 'file-test', log, kafka });
  await ensureIngestionTopics(kafka, { contracts: [fileIntake], sources: [source], partitions: 1 });
  sink = startSink({ kafka, warehouse: db.warehouse, contracts: [fileIntake], log, groupId: `file-${own}` });
});
afterAll(async () => {
  await sink?.stop();
  await producer?.close();
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

const noted = async () => {
  const [row] = await db.warehouse.rows<{ n: string }>(
    `select toString(max(records)) as n from ${fileIntake.table} where origin = {origin:String}`,
    { origin: source.name },
  );
  return Number(row!.n);
};

it('takes a file in once, going on where a run was cut off', async () => {
  const path = join(folder, 'rows.csv');
  const rows = Array.from({ length: 3_500 }, (_, index) => `${index + 1},${own}`);
  await writeFile(path, `number,mark\n${rows.join('\n')}\n`);
  const options = { path, source, object: 'rows', account: 'acme', warehouse: db.warehouse };
  const common = { ...options, by: 'ann', now: Date.now, noteEvery: 1_000 };

  let sends = 0;
  const failing: Pick<EventProducer, 'send' | 'publish'> = {
    publish: (events) => producer.publish(events),
    send: async (topic, records) => {
      sends++;
      if (sends === 3) throw new Error('the broker is gone');
      await producer.send(topic, records);
    },
  };
  await expect(takeInFile({ ...common, producer: failing })).rejects.toThrow(/gone/);
  await expect.poll(noted, { timeout: 30_000, interval: 200 }).toBe(2_000);

  expect(await takeInFile({ ...common, producer })).toEqual({
    records: 3_500,
    skipped: 2_000,
    outcome: 'taken in',
  });
  await expect.poll(noted, { timeout: 30_000, interval: 200 }).toBe(3_500);
  expect(await takeInFile({ ...common, producer })).toMatchObject({ outcome: 'known already' });

  const records = await peek(kafka, { topic: rawTopic(source), last: 10_000 });
  const numbers = records.map(({ value }) => Number(JSON.parse(value!).number));
  expect(numbers.sort((a, b) => a - b)).toEqual(rows.map((_, index) => index + 1));
  expect(records[0]!.headers).toMatchObject({ raw_object: 'rows', raw_account: 'acme' });
});
