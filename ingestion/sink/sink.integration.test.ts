import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { type Contract, contract } from '../contracts/contract.ts';
import { refund } from '../contracts/index.ts';
import { createKafka } from '../kafka/client.ts';
import {
  createProducer,
  type EventProducer,
  encodeEvent,
  type KeyedRecord,
  outgoing,
} from '../producer/index.ts';
import { migrateTables } from '../tables/index.ts';
import { auditOffsets } from './audit.ts';
import { type SinkOptions, startSink } from './sink.ts';
import { ingestStatus } from './status.ts';

const log = pino({ level: 'silent' });
/** A contract of the test's own: topics are shared by all files of a run. */
const tested: Contract = contract({
  ...refund,
  name: `test.refund_${randomUUID().slice(0, 8).replaceAll('-', '')}`,
});
let db: TestDatabase;
let kafka: Kafka;
let producer: EventProducer;

beforeAll(async () => {
  const brokers = inject('engines').kafkaBrokers;
  db = await testDatabase('sink');
  kafka = createKafka({ brokers, clientId: 'sink-test', log });
  producer = await createProducer({ brokers, clientId: 'sink-test', log });
  await producer.ensureTopics([tested.topic], { partitions: 4 });
  await migrateTables(db.warehouse, [tested]);
});
afterAll(async () => {
  await producer.close();
  await db.drop();
});

function event(id: string, version = 1, change: object = {}): KeyedRecord {
  const zero = { amount: '0', currency: 'USD' };
  const body = {
    refund_id: id,
    order_id: `o-${id}`,
    amount: { amount: '12.50', currency: 'USD' },
    tax: zero,
    shipping: zero,
    restock: true,
    processed_at: '2026-03-01T09:30:00.123Z',
    ...change,
  };
  return encodeEvent(
    outgoing(tested, { source: 'test', time: '2026-03-01T09:30:00.123Z', version, channel: 'shopify', body }),
  );
}

const sink = (options: Partial<SinkOptions> = {}) =>
  startSink({ kafka, warehouse: db.warehouse, contracts: [tested], log, exclusive: true, ...options });

const one = async (sql: string) =>
  Object.values((await db.warehouse.rows<Record<string, string>>(sql))[0]!)[0]!;
const stored = async () =>
  Number(
    await one(
      `select (select count() from ${tested.table}) + (select count() from ${tested.quarantineTable})`,
    ),
  );

async function until(rows: number): Promise<void> {
  for (let tries = 0; tries < 300 && (await stored()) < rows; tries++) await sleep(100);
  expect(await stored()).toBe(rows);
}

it('stores good events, repeated ones and bad ones, each offset once, over restarts and a rebalance', async () => {
  const good = Array.from({ length: 2_000 }, (_, index) => event(`r${index}`));
  const bad = [
    { ...event('b1'), value: '{"refund_id":' },
    event('b2', 1, { restock: 'yes' }),
    { ...event('b3'), headers: { ...event('b3').headers!, ce_entityversion: '-1' } },
  ];
  await producer.send(tested.topic, [...good, ...bad, ...good.slice(0, 100)]);
  const first = sink();
  await until(2_103);
  await first.stop();
  expect(await one(`select count() from ${tested.latestView}`)).toBe('2000');
  const reasons = await db.warehouse.rows<{ reason: string }>(
    `select reason from ${tested.quarantineTable} order by entity_id`,
  );
  expect(reasons.map(({ reason }) => reason)).toEqual([
    'it is not JSON',
    'restock is not true or false: "yes"',
    'ce_entityversion is not a UInt64: -1',
  ]);

  await producer.send(tested.topic, [
    event('r5', 3, { reason: 'later' }),
    event('r5', 2, { reason: 'late' }),
  ]);
  const second = sink();
  await until(2_105);
  await second.stop();
  expect(await one(`select reason from ${tested.latestView} where entity_id = 'r5'`)).toBe('later');

  const groupId = `rebalance-${tested.topic}`;
  const shared = { exclusive: false, groupId };
  const third = sink(shared);
  await producer.send(
    tested.topic,
    Array.from({ length: 500 }, (_, index) => event(`s${index}`)),
  );
  await until(2_605);
  const fourth = sink(shared);
  for (let index = 0; index < 10; index++) {
    await producer.send(
      tested.topic,
      Array.from({ length: 100 }, (_, n) => event(`t${index}-${n}`)),
    );
    await sleep(200);
  }
  await until(3_605);
  await third.stop();
  await producer.send(
    tested.topic,
    Array.from({ length: 100 }, (_, n) => event(`u${n}`)),
  );
  await until(3_705);
  await fourth.stop();

  const audits = await auditOffsets(db.warehouse, [tested]);
  expect(audits.length).toBe(4);
  expect(audits.filter(({ exact }) => !exact)).toEqual([]);
});

it('keeps what it does not know, deletes by tombstone and by event, reads structured mode', async () => {
  const before = await stored();
  const structured = {
    specversion: '1.0',
    type: tested.topic,
    source: 'other',
    id: '9',
    entityid: 'v3',
    entityversion: 12,
    time: '2026-03-01T09:30:00Z',
    data: JSON.parse(event('v3').value as string) as object,
  };
  await producer.send(tested.topic, [
    event('v1', 1, { colour: 'red' }),
    event('v2', 1),
    { key: 'v2', value: null } as unknown as KeyedRecord,
    {
      ...event('v1', 9),
      value: '{"refund_id":"v1"}',
      headers: { ...event('v1', 9).headers!, ce_op: 'delete' },
    },
    {
      key: 'v3',
      value: JSON.stringify(structured),
      headers: { 'content-type': 'application/cloudevents+json' },
    },
  ]);
  const running = sink();
  await until(before + 5);
  await running.stop();
  expect(await one(`select ext from ${tested.table} where entity_id = 'v1' and op = 'upsert'`)).toBe(
    '{"colour":"red"}',
  );
  const left = await db.warehouse.rows<{ entity_id: string; entity_version: string }>(
    `select entity_id, entity_version from ${tested.latestView} where entity_id like 'v%'`,
  );
  expect(left).toEqual([{ entity_id: 'v3', entity_version: '12' }]);
});

it('sends only what is missing of a batch that landed in part', async () => {
  const [mark] = await db.warehouse.rows<{ partition: string; first: string; last: string }>(
    `select _partition as partition, _batch_first as first, _batch_last as last from ${tested.table}
     where (_partition, _batch_last) in (select _partition, max(_batch_last) from ${tested.table} group by _partition)
     and _batch_last - _batch_first > 1 limit 1`,
  );
  const before = await stored();
  await db.warehouse.command(
    `alter table ${tested.table} delete where _partition = {partition:UInt32} and _offset = {last:UInt64}`,
    mark,
    { settings: { mutations_sync: 2 } },
  );
  expect(await stored()).toBe(before - 1);
  const running = sink();
  await producer.send(
    tested.topic,
    Array.from({ length: 40 }, (_, n) => event(`w${n}`)),
  );
  await until(before + 40);
  await running.stop();
  const audits = await auditOffsets(db.warehouse, [tested]);
  expect(audits.filter(({ exact }) => !exact)).toEqual([]);
});

it('says how far each topic is', async () => {
  const [before] = await ingestStatus({ kafka, warehouse: db.warehouse, contracts: [tested] });
  expect(before).toMatchObject({
    topic: tested.topic,
    lagOffsets: 0,
    lagSeconds: 0,
    quarantined: 3,
    drifted: 1,
  });
  expect(before!.partitions.map(({ partition }) => partition)).toEqual([0, 1, 2, 3]);
  expect(Date.parse(before!.lastEventAt!)).toBeGreaterThan(Date.now() - 600_000);
  await producer.send(tested.topic, [event('x1'), event('x2')]);
  const [after] = await ingestStatus({ kafka, warehouse: db.warehouse, contracts: [tested] });
  expect(after!.lagOffsets).toBe(2);
  expect(after!.lagSeconds).toBeGreaterThan(0);
});
