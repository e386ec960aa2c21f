import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contracts, createKafka, createProducer, migrateTables, odsSources, startSink } from '#ingestion';
import { createBuilder } from '#models';
import { connectWarehouse, type Warehouse } from '#warehouse';
import { featuresDir, modelsDir } from '../platform/folders.ts';
import { startEngines } from '../testing/engines.ts';
import { checkLanded, checkProfitAndLoss, type LedgerRow, readLedger, runCompany } from './index.ts';

const log = pino({ level: 'silent' });
/** Engines of this file's own: in shared topics other tests would sell in the company's shops. */
let engines: Awaited<ReturnType<typeof startEngines>>;
let warehouse: Warehouse;
let dataDir: string;
let books: LedgerRow[];

beforeAll(async () => {
  engines = await startEngines();
  const { warehouseUrl: url, user, password } = engines.where;
  const system = connectWarehouse({ url, user, password, database: 'default' });
  await system.command('CREATE DATABASE ledger_check');
  await system.close();
  warehouse = connectWarehouse({ url, user, password, database: 'ledger_check' });
  dataDir = await mkdtemp(join(tmpdir(), 'entrepot-ledger-'));
});

afterAll(async () => {
  await warehouse?.close();
  await engines?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

/** Lets the company live through seven weeks; returns how many events Kafka took. */
async function tellHistory(): Promise<number> {
  const producer = await createProducer({
    brokers: engines.where.kafkaBrokers,
    clientId: 'ledger-check',
    log,
  });
  await producer.ensureTopics(
    contracts.map(({ topic }) => topic),
    { partitions: 2 },
  );
  let sent = 0;
  const counting: Pick<typeof producer, 'send'> = {
    send: async (topic, records) => {
      await producer.send(topic, records);
      sent += records.length;
    },
  };
  const settings = { seed: 11, skus: 120, unitsPerDay: 1_000, from: '2026-02-10', until: '2026-03-31' };
  const company = await runCompany({ settings, dataDir, producer: counting, log, clock: Date.now });
  await company.caughtUp;
  await company.stop();
  await producer.close();
  books = (await readLedger(join(dataDir, 'company', 'ledger'))).rows;
  return sent;
}

async function land(events: number): Promise<void> {
  await migrateTables(warehouse, contracts);
  const kafka = createKafka({ brokers: engines.where.kafkaBrokers, clientId: 'ledger-sink', log });
  const sink = await startSink({ kafka, warehouse, contracts, log, groupId: 'ledger-check' });
  const tables = contracts
    .map(
      ({ table }) =>
        `select count() as rows, uniqExact(event_id) as events, uniqExact(_partition, _offset) as places from ${table}`,
    )
    .join(' union all ');
  const landed = async () => {
    const [row] = await warehouse.rows<Record<'rows' | 'events' | 'places', string>>(
      `select sum(rows) as rows, sum(events) as events, sum(places) as places from (${tables})`,
    );
    return { rows: Number(row!.rows), events: Number(row!.events), places: Number(row!.places) };
  };
  const deadline = Date.now() + 120_000;
  while ((await landed()).events < events && Date.now() < deadline) await sleep(300);
  await sink.stop();
  // A producer that had to ask again may have written an event twice; no delivery may land twice.
  const { rows, events: distinct, places } = await landed();
  expect(distinct).toBe(events);
  expect(rows).toBe(places);
}

it('finds every day, shop and account as the company itself booked it', async () => {
  await land(await tellHistory());
  expect(books.length).toBeGreaterThan(5_000);
  expect(await checkLanded(warehouse, books)).toEqual([]);
}, 300_000);

it('finds the daily profit and loss as booked, to the last fraction of a cent', async () => {
  const builder = createBuilder({
    ...{ warehouse, directory: modelsDir, more: [featuresDir], odsSources: odsSources(contracts), log },
    settings: { reportingCurrency: 'CNY' },
    clock: () => new Date(),
  });
  await builder.buildOnce();
  expect(await checkProfitAndLoss(warehouse, books)).toEqual([]);
}, 300_000);

it('sees a penny that is missing', async () => {
  const row = books.find(({ account }) => account === 'gross')!;
  const wrong = { ...row, amount: `${row.amount}1` };
  const found = await checkLanded(warehouse, [...books.filter((each) => each !== row), wrong]);
  expect(found).toMatchObject([{ day: row.day, shop_id: row.shop_id, account: 'gross' }]);
}, 60_000);
