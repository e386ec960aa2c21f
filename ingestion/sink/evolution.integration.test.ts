import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { contract } from '../contracts/contract.ts';
import { count, id, maybe, smallCount, text } from '../contracts/fields.ts';
import { createKafka } from '../kafka/client.ts';
import { createProducer, type EventProducer, encodeEvent, outgoing } from '../producer/index.ts';
import { migrateTables } from '../tables/index.ts';
import { auditOffsets } from './audit.ts';
import { startSink } from './sink.ts';

const log = pino({ level: 'silent' });
const definition = {
  name: `test.growing_${randomBytes(4).toString('hex')}`,
  version: 1,
  description: 'A thing whose contract grows.',
  entity: 'thing_id',
};
const base = {
  thing_id: id(),
  pieces: smallCount(),
  parts: z.array(z.object({ part: id(), qty: smallCount() })).max(9),
};
const before = contract({ ...definition, shape: z.object(base) });
const wider = { ...base, pieces: count(), parts: z.array(z.object({ part: id(), qty: count() })).max(9) };
const after = contract({ ...definition, shape: z.object({ ...wider, colour: maybe(text(50)) }) });
const brokers = inject('engines').kafkaBrokers;
let db: TestDatabase;
let producer: EventProducer;

beforeAll(async () => {
  db = await testDatabase('evolution');
  producer = await createProducer({ brokers, clientId: 'evolution-test', log });
  await producer.ensureTopics([before.topic], { partitions: 2 });
  await migrateTables(db.warehouse, [before]);
});
afterAll(async () => {
  await producer?.close();
  await db?.drop();
});

it('grows a column and widens numbers while events arrive, and loses none', async () => {
  const kafka = createKafka({ brokers, clientId: 'evolution-test', log });
  const sink = startSink({ kafka, warehouse: db.warehouse, contracts: [before], log, exclusive: true });
  const rows = async (where = '1') => {
    const [row] = await db.warehouse.rows<{ n: string }>(
      `select count() as n from ${before.table} where ${where}`,
    );
    return Number(row!.n);
  };
  let sent = 0;
  let sending = true;
  const load = (async () => {
    while (sending) {
      const records = Array.from({ length: 200 }, () => {
        sent += 1;
        const body = { thing_id: `t${sent}`, pieces: 7, parts: [{ part: 'a', qty: 1 }] };
        const event = outgoing(before, { body, source: 'test', time: '2026-03-01T09:30:00Z', version: 1 });
        return { ...encodeEvent(event), value: JSON.stringify({ ...body, colour: 'red' }) };
      });
      await producer.send(before.topic, records);
      await sleep(10);
    }
  })();
  await expect.poll(() => rows(), { timeout: 30_000 }).toBeGreaterThan(1_000);

  expect(await migrateTables(db.warehouse, [after])).toEqual([after.table]);
  const grown = await rows();
  await expect.poll(() => rows("colour = 'red'"), { timeout: 30_000 }).toBeGreaterThan(1_000);
  sending = false;
  await load;
  const big = { thing_id: 'big', pieces: 4_000_000_000, parts: [{ part: 'b', qty: 70_000 }] };
  await producer.publish([
    outgoing(after, { body: big, source: 'test', time: '2026-03-01T09:30:00Z', version: 1 }),
  ]);

  await expect.poll(() => rows(), { timeout: 60_000 }).toBe(sent + 1);
  await sink.stop();
  expect(await rows(`pieces = 4000000000 and parts.qty = [70000]`)).toBe(1);
  // Each row has the colour somewhere: as drift before the column was there, in the column after it.
  expect(
    (await rows(`colour = 'red' and ext = ''`)) + (await rows(`colour is null and ext = '{"colour":"red"}'`)),
  ).toBe(sent);
  expect(await rows("colour is null and ext != ''")).toBeLessThanOrEqual(grown + 40_000);
  expect((await auditOffsets(db.warehouse, [after])).filter(({ exact }) => !exact)).toEqual([]);
  const [refused] = await db.warehouse.rows<{ n: string }>(
    `select count() as n from ${after.quarantineTable}`,
  );
  expect(refused!.n).toBe('0');
});
