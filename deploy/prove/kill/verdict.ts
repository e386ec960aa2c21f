import { setTimeout as sleep } from 'node:timers/promises';
import { contracts, type createKafka, order, rawQuarantine } from '#ingestion';
import type { Warehouse } from '#warehouse';
import { auditChecks, type Check, checker } from '../verdict.ts';
import { expectedReason, killContract, killTopic, type Ledger } from './events.ts';
import { expectedRawReason, type RawLedger } from './raw-orders.ts';

type Kafka = ReturnType<typeof createKafka>;

/** Compares everything stored with what was sent. */
export async function checksOf(warehouse: Warehouse, ledger: Ledger): Promise<Check[]> {
  const { table, latestView, quarantineTable } = killContract;
  const check = checker(warehouse);
  return [
    ...(await auditChecks(warehouse, contracts)),
    await check('deliveries in the table', ledger.deliveries, `select count() from ${table}`),
    await check('entities as last known', ledger.good, `select count() from ${latestView}`),
    await check('different entities', ledger.good, `select uniqExact(entity_id) from ${table}`),
    await check(
      'sum of amounts in cents',
      ledger.cents,
      `select toInt64(sum(amount) * 100) from ${latestView}`,
    ),
    await check('records in quarantine', ledger.bad, `select count() from ${quarantineTable}`),
    { name: 'wrong reasons in quarantine', expected: '0', found: String(await wrongReasons(warehouse)) },
  ];
}

/**
 * The same where a producer sent again what it had no answer for, so that Kafka may have it twice: waits until every record
 * that Kafka has is stored, then compares.
 */
export async function onceChecks(warehouse: Warehouse, kafka: Kafka, ledger: Ledger): Promise<Check[]> {
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(killTopic);
  await admin.disconnect();
  const offsets = ends.reduce((sum, { high }) => sum + Number(high), 0);
  const { table, latestView, quarantineTable } = killContract;
  const rows = `select (select count() from ${table}) + (select count() from ${quarantineTable}) as n`;
  for (let tries = 0; tries < 240; tries++) {
    const [row] = await warehouse.rows<{ n: string }>(rows);
    if (Number(row!.n) >= offsets) break;
    await sleep(500);
  }
  const check = checker(warehouse);
  const cents = `select toInt64(sum(amount) * 100) from ${latestView}`;
  return [
    ...(await auditChecks(warehouse, [killContract])),
    await check('rows for the records that Kafka has', offsets, rows),
    await check('entities as last known', ledger.good, `select count() from ${latestView}`),
    await check('sum of amounts in cents', ledger.cents, cents),
    await check(
      'bad events in quarantine',
      ledger.bad,
      `select uniqExact(entity_id) from ${quarantineTable}`,
    ),
    { name: 'wrong reasons in quarantine', expected: '0', found: String(await wrongReasons(warehouse)) },
  ];
}

/** Compares what came by way of the mapper. It may map a record twice after a kill; that must change no entity. */
export async function rawChecks(warehouse: Warehouse, raw: RawLedger): Promise<Check[]> {
  const check = checker(warehouse);
  const bad = rawQuarantine.latestView;
  return [
    await check('orders from raw payloads', raw.orders, `select count() from ${order.latestView}`),
    await check(
      'sum of their totals in cents',
      raw.orderCents,
      `select toInt64(sum(totals_total_amount) * 100) from ${order.latestView}`,
    ),
    await check('raw records in quarantine', raw.refused, `select count() from ${bad}`),
    {
      name: 'wrong reasons of raw records',
      expected: '0',
      found: String(await wrongRawReasons(warehouse)),
    },
  ];
}

async function wrongRawReasons(warehouse: Warehouse): Promise<number> {
  const rows = await warehouse.rows<{ key: string; said: string }>(
    `select raw_key as key, concat(code, ' ', reason) as said from ${rawQuarantine.latestView}`,
  );
  return rows.filter(({ key, said }) => !said.startsWith(expectedRawReason(key))).length;
}

/** Entities that have come by way of the mapper; -1 while the warehouse does not answer. */
export async function rawStored(warehouse: Warehouse): Promise<number> {
  const sql = `select (select uniqExact(entity_id) from ${order.table}) + (select uniqExact(entity_id) from ${rawQuarantine.table}) as n`;
  const answer = await warehouse.rows<{ n: string }>(sql).catch(() => undefined);
  return Number(answer?.[0]?.n ?? -1);
}

async function wrongReasons(warehouse: Warehouse): Promise<number> {
  const rows = await warehouse.rows<{ id: string; reason: string }>(
    `select entity_id as id, reason from ${killContract.quarantineTable}`,
  );
  return rows.filter(({ id, reason }) => {
    const expected = expectedReason(id);
    return expected === undefined || !reason.includes(expected);
  }).length;
}
