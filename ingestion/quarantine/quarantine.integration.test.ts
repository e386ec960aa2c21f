import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { quarantineDecision, rawQuarantine, refund } from '../contracts/index.ts';
import { createKafka } from '../kafka/client.ts';
import { peek } from '../kafka/peek.ts';
import { createProducer, type EventProducer, encodeEvent, outgoing } from '../producer/index.ts';
import type { Role } from '../role.ts';
import { startSink } from '../sink/index.ts';
import { migrateTables } from '../tables/index.ts';
import { ensureIngestionTopics } from '../topics.ts';
import { type Decider, discardRefused, findRefused, listRefused, replayRefused } from './index.ts';

const log = pino({ level: 'silent' });
const contracts = [refund, rawQuarantine, quarantineDecision];
const own = randomBytes(4).toString('hex');
const brokers = inject('engines').kafkaBrokers;
const kafka = createKafka({ brokers, clientId: 'quarantine-test', log });
let db: TestDatabase;
let producer: EventProducer;
let sink: Role;
let decider: Decider;

const body = (id: string) => ({
  ...{ refund_id: `${own}:${id}`, order_id: 'O1', restock: true, processed_at: '2026-03-01T10:00:00Z' },
  ...{ amount: eur('5.00'), tax: eur('0.95'), shipping: eur('0') },
});
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const record = (id: string, change: object) => {
  const time = '2026-03-01T10:00:00.000Z';
  const event = encodeEvent(
    outgoing(refund, { body: body(id), source: 'test', time, version: 7, shop: 's1', channel: 'amazon' }),
  );
  return { ...event, value: JSON.stringify({ ...body(id), ...change }) };
};

beforeAll(async () => {
  db = await testDatabase('quarantine');
  await migrateTables(db.warehouse, contracts);
  producer = await createProducer({ brokers, clientId: 'quarantine-test', log, kafka });
  await ensureIngestionTopics(kafka, { contracts, sources: [{ name: `q_${own}` }], partitions: 1 });
  sink = startSink({ kafka, warehouse: db.warehouse, contracts, log, groupId: `quarantine-${own}` });
  decider = { warehouse: db.warehouse, producer, contracts, by: 'ann', now: () => 1_772_400_000_000 };
});
afterAll(async () => {
  await sink?.stop();
  await producer?.close();
  await db?.drop();
});

async function refusedOf(id: string) {
  const find = async () =>
    (await listRefused(db.warehouse, contracts, { open: false, limit: 10_000 })).find((each) =>
      each.payload.includes(`${own}:${id}`),
    );
  await expect.poll(find, { timeout: 30_000, interval: 200 }).toBeDefined();
  return (await find())!;
}
const stored = async (id: string) =>
  db.warehouse.rows<Record<'amount' | 'version' | 'shop' | 'raw', string>>(
    `select toString(amount) as amount, toString(entity_version) as version, shop_id as shop, currency as raw
     from ${refund.table} where entity_id = {id:String}`,
    { id: `${own}:${id}` },
  );

it('sends a refused event again once, mended, with its own envelope, and says who did', async () => {
  await producer.send(refund.topic, [record('a', { amount: { amount: '5,00', currency: 'EUR' } })]);
  const refused = await refusedOf('a');
  expect(refused).toMatchObject({ topic: refund.topic, action: '' });
  expect(refused.reason).toMatch(/amount/);

  await expect(replayRefused(decider, { place: refused.place })).rejects.toThrow(/amount/);
  const payload = refused.payload.replace('5,00', '5.00');
  await replayRefused(decider, { place: refused.place, payload, note: 'a comma' });
  await expect
    .poll(() => stored('a'), { timeout: 30_000, interval: 200 })
    .toEqual([{ amount: '5', version: '7', shop: 's1', raw: 'EUR' }]);
  const decided = async () => (await findRefused(db.warehouse, contracts, refused.place)).action;
  await expect.poll(decided, { timeout: 30_000, interval: 200 }).toBe('replayed');
  await expect(replayRefused(decider, { place: refused.place, payload })).rejects.toThrow(/replayed already/);
  const [decision] = await db.warehouse.rows(
    `select action, by, edited, note from ${quarantineDecision.latestView} where place = {place:String}`,
    { place: refused.place },
  );
  expect(decision).toEqual({ action: 'replayed', by: 'ann', edited: true, note: 'a comma' });
  const open = await listRefused(db.warehouse, contracts, { topic: refund.topic, limit: 10_000 });
  expect(open.map(({ place }) => place)).not.toContain(refused.place);
});

it('gives a record up, and refuses places where there is none', async () => {
  await producer.send(refund.topic, [record('b', { restock: 'perhaps' })]);
  const refused = await refusedOf('b');
  await discardRefused(decider, refused.place, 'of a test shop');
  const decided = async () => (await findRefused(db.warehouse, contracts, refused.place)).action;
  await expect.poll(decided, { timeout: 30_000, interval: 200 }).toBe('discarded');
  await expect(discardRefused(decider, `${refund.topic}/0/999999999`)).rejects.toThrow(/no record/);
  await expect(discardRefused(decider, 'nonsense')).rejects.toThrow(/not the place/);
});

it('puts a raw record back where its source reads it', async () => {
  const topic = `raw.q_${own}`;
  const place = `${topic}/0/3`;
  await producer.publish([
    outgoing(rawQuarantine, {
      body: {
        ...{ record_id: place, raw_topic: topic, raw_partition: 0, raw_offset: 3, raw_key: 'k', origin: 'q' },
        ...{ object: 'orders', account: 'acme', code: 'PAYLOAD_INVALID', reason: 'no such word' },
        ...{ payload: `{"id":"${own}:raw"}`, payload_cut: false, received_at: '2026-03-01T10:00:00.000Z' },
      },
      ...{ source: 'q', time: '2026-03-01T10:00:00.000Z', version: 1 },
    }),
  ]);
  await refusedOf('raw');
  await replayRefused(decider, { place });
  const [again] = await peek(kafka, { topic, last: 1 });
  expect(again).toMatchObject({
    key: 'k',
    value: `{"id":"${own}:raw"}`,
    headers: {
      raw_object: 'orders',
      raw_account: 'acme',
      raw_replay: place,
      raw_received: '2026-03-01T10:00:00.000Z',
    },
  });
  expect(await peek(kafka, { topic, last: 1, at: { partition: 0, offset: 0 } })).toEqual([again]);
  await expect(peek(kafka, { topic, last: 1, at: { partition: 0, offset: 9 } })).rejects.toThrow(
    /no record 9/,
  );
  await expect(peek(kafka, { topic: `${topic}x`, last: 1 })).rejects.toThrow(/no topic/);
});
