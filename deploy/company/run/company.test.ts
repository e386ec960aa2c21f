import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, it, vi } from 'vitest';
import type { KeyedRecord } from '#ingestion';
import { readLedger } from '../ledger/files.ts';
import { differences } from '../ledger-check.ts';
import { Random } from '../random.ts';
import { runCompany } from './company.ts';
import type { CompanySettings } from './settings.ts';

// Millions of draws: seconds on an idle machine, more on a busy one.
vi.setConfig({ testTimeout: 90_000 });

const log = pino({ level: 'silent' });
const folders: string[] = [];
const settings: CompanySettings = {
  seed: 3,
  skus: 60,
  unitsPerDay: 300,
  ordersPerDay: 20,
  from: '2026-01-05',
};
const day = 86_400_000;
const historyEnd = Date.parse('2026-01-20T15:30:00Z');

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-company-'));
  folders.push(folder);
  return folder;
}
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A Kafka in memory that keeps every delivery, and may fail before or after it took one. */
function memoryKafka(failing: () => boolean = () => false) {
  const records: { topic: string; record: KeyedRecord }[] = [];
  const send = async (topic: string, batch: readonly KeyedRecord[]) => {
    if (failing()) throw new Error('the line was cut before');
    for (const record of batch) records.push({ topic, record });
    if (failing()) throw new Error('the line was cut after');
  };
  const distinct = () =>
    new Map(
      records.map(({ topic, record }) => [record.headers!.ce_id!, `${topic} ${record.key} ${record.value}`]),
    );
  return { producer: { send }, records, distinct };
}

/** Runs until everything up to the clock's time is told. */
async function catchUp(
  dataDir: string,
  kafka: ReturnType<typeof memoryKafka>,
  now: number,
  more: CompanySettings = {},
) {
  const { producer } = kafka;
  const company = await runCompany({
    settings: { ...settings, ...more },
    dataDir,
    producer,
    log,
    clock: () => now,
  });
  await company.caughtUp;
  await company.stop();
}

it('repeats whole events after a kill, loses none, and keeps its books straight', async () => {
  const calm = { folder: await newFolder(), kafka: memoryKafka() };
  await catchUp(calm.folder, calm.kafka, historyEnd);
  const random = new Random(9);
  const rough = { folder: await newFolder(), kafka: memoryKafka(() => random.chance(0.004)) };
  let kills = 0;
  for (;;) {
    try {
      await catchUp(rough.folder, rough.kafka, historyEnd);
      break;
    } catch (error) {
      expect((error as Error).message).toMatch(/the line was cut/);
      kills++;
    }
  }
  expect(kills).toBeGreaterThan(0);
  expect(rough.kafka.records.length).toBeGreaterThan(calm.kafka.records.length);
  expect([...rough.kafka.distinct()].sort()).toEqual([...calm.kafka.distinct()].sort());
  const books = async (folder: string) => (await readLedger(join(folder, 'company', 'ledger'))).rows;
  expect(differences(await books(calm.folder), await books(rough.folder))).toEqual([]);
});

it('fills the gap after days off, with one state of each thing that changed meanwhile', async () => {
  const dataDir = await newFolder();
  const kafka = memoryKafka();
  await catchUp(dataDir, kafka, historyEnd);
  const before = kafka.records.length;
  await catchUp(dataDir, kafka, historyEnd + 3 * day);
  const meanwhile = kafka.records.slice(before);
  const times = meanwhile.map(({ record }) => Date.parse(record.headers!.ce_time!));
  expect(Math.min(...times)).toBeGreaterThan(historyEnd - day);
  expect(Math.max(...times)).toBeGreaterThan(historyEnd + 2.9 * day);
  const orders = meanwhile.filter(({ topic }) => topic === 'trade.order.v1').map(({ record }) => record.key);
  expect(orders.length).toBeGreaterThan(100);
  expect(new Set(orders).size).toBe(orders.length);
  const { cursor, rows } = await readLedger(join(dataDir, 'company', 'ledger'));
  expect(cursor).toBe(historyEnd + 3 * day);
  expect(rows.some((row) => row.day === '2026-01-22' && row.account === 'gross')).toBe(true);
});

it('ends its history where it is told to', async () => {
  const dataDir = await newFolder();
  const kafka = memoryKafka();
  await catchUp(dataDir, kafka, historyEnd, { until: '2026-01-12' });
  const times = kafka.records.map(({ record }) => Date.parse(record.headers!.ce_time!));
  expect(Math.max(...times)).toBeLessThanOrEqual(Date.parse('2026-01-13T00:00:00Z'));
});

it('sells faster when asked to, from now on', async () => {
  const [natural, fast] = [memoryKafka(), memoryKafka()];
  for (const [kafka, rate] of [
    [natural, undefined],
    [fast, 200],
  ] as const) {
    const dataDir = await newFolder();
    const more = rate === undefined ? {} : { rate };
    await catchUp(dataDir, kafka, historyEnd, more);
    const before = kafka.records.length;
    await catchUp(dataDir, kafka, historyEnd + 300_000, more);
    kafka.records.splice(0, before);
  }
  expect(fast.records.length).toBeGreaterThan(20 * natural.records.length);
});

it('refuses to become another company', async () => {
  const dataDir = await newFolder();
  await catchUp(dataDir, memoryKafka(), historyEnd);
  await expect(catchUp(dataDir, memoryKafka(), historyEnd, { seed: 4 })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    asked: '4',
    available: ['3'],
  });
  const file = join(dataDir, 'company', 'checkpoint.json');
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, 50));
  await expect(catchUp(dataDir, memoryKafka(), historyEnd)).rejects.toMatchObject({ code: 'DATA_DAMAGED' });
});
