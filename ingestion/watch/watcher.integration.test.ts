import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { alert, alertRule, order, searchTerm, socialTrend } from '../contracts/index.ts';
import { createKafka } from '../kafka/client.ts';
import { createProducer, type EventProducer, type OutgoingEvent, outgoing } from '../producer/index.ts';
import type { Role } from '../role.ts';
import { startSink } from '../sink/index.ts';
import { migrateTables } from '../tables/index.ts';
import { ensureIngestionTopics } from '../topics.ts';
import { startWatcher } from './watcher.ts';

const log = pino({ level: 'silent' });
const contracts = [order, socialTrend, searchTerm, alert, alertRule];
const brokers = inject('engines').kafkaBrokers;
const kafka = createKafka({ brokers, clientId: 'watch-test', log });
const own = randomBytes(4).toString('hex');
const [tea, cup, mug] = [`TEA-${own}`, `CUP-${own}`, `MUG-${own}`];
const hour = 3_600_000;
let db: TestDatabase;
let producer: EventProducer;
let sink: Role;

beforeAll(async () => {
  db = await testDatabase('watch');
  await migrateTables(db.warehouse, contracts);
  producer = await createProducer({ brokers, clientId: 'watch-test', log, kafka });
  await ensureIngestionTopics(kafka, { contracts, sources: [], partitions: 2 });
  sink = startSink({ kafka, warehouse: db.warehouse, contracts, log, groupId: `watch-${own}` });
});
afterAll(async () => {
  await sink?.stop();
  await producer?.close();
  await db?.drop();
});

let serial = 0;
function sale(sku: string, at: number): OutgoingEvent {
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const placed_at = new Date(at).toISOString();
  serial += 1;
  const body = {
    order_id: `${own}:${serial}`,
    channel_order_no: `${serial}`,
    marketplace: 'amazon_de',
    status: 'paid' as const,
    placed_at,
    ship_to: { country: 'DE' },
    fulfilment: 'fba' as const,
    totals: {
      items: eur('5.00'),
      shipping: eur('0'),
      discount_seller: eur('0'),
      discount_platform: eur('0'),
      tax: eur('0'),
      total: eur('5.00'),
    },
    tax_mode: 'included' as const,
    lines: [
      {
        line_id: '1',
        sku,
        qty: '1',
        unit_price: eur('5.00'),
        discount: eur('0'),
        tax: eur('0'),
        status: 'open' as const,
      },
    ],
  };
  return outgoing(order, {
    body,
    source: 'test',
    time: placed_at,
    version: 1,
    channel: 'amazon',
    shop: 'amazon_de',
  });
}

const sales = (sku: string, count: number, at: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => sale(sku, at(index)));
const alertsOf = (sku: string) =>
  db.warehouse.rows<{ alert_id: string; state: string; value: string; published: string }>(
    `select alert_id, state, toString(value) as value, _timestamp as published from ${alert.table} where dedupe_key = {key:String} order by entity_version`,
    { key: `spike:orders:${sku}` },
  );

it('tells within seconds of the event what leaps, once, also after a restart, and as its rule says', async () => {
  const now = Date.now();
  // Ten days: 240 orders of tea, one an hour; cups sell 30 an hour.
  await producer.publish([
    ...sales(tea, 240, (index) => now - 240 * hour + index * hour),
    ...sales(cup, 7_200, (index) => now - 240 * hour + index * (hour / 30)),
  ]);
  const stored = async () =>
    Number(
      (
        await db.warehouse.rows<{ n: string }>(
          `select count() as n from ${order.table} where startsWith(entity_id, {own:String})`,
          { own },
        )
      )[0]!.n,
    );
  await expect.poll(stored, { timeout: 60_000, interval: 200 }).toBe(7_440);

  const watcher = await startWatcher({ kafka, warehouse: db.warehouse, producer, log, tickMs: 500 });
  expect(watcher.status().signals).toMatchObject({ orders: { judging: true }, search: { judging: false } });
  const sent = Date.now();
  await producer.publish([...sales(tea, 20, () => sent), ...sales(cup, 5, () => sent)]);
  await expect.poll(() => alertsOf(tea), { timeout: 60_000, interval: 100 }).not.toEqual([]);
  const [told] = await alertsOf(tea);
  expect(told).toMatchObject({ state: 'open' });
  expect(Date.parse(told!.published) - sent).toBeLessThan(60_000);
  await watcher.stop();

  const again = await startWatcher({ kafka, warehouse: db.warehouse, producer, log, tickMs: 500 });
  await expect.poll(() => again.status().records, { timeout: 30_000 }).toBeGreaterThan(7_400);
  await producer.publish(sales(tea, 40, () => Date.now()));
  const highest = async () => Math.max(...(await alertsOf(tea)).map(({ value }) => Number(value)));
  await expect.poll(highest, { timeout: 60_000, interval: 100 }).toBeGreaterThanOrEqual(40);
  expect(new Set((await alertsOf(tea)).map(({ alert_id }) => alert_id)).size).toBe(1);
  expect(await alertsOf(cup)).toEqual([]);

  // A rule that somebody changes counts from the next look on.
  const rule = {
    rule_id: 'demand_spike_orders',
    enabled: true,
    thresholds: JSON.stringify({ minimum: 1_000 }),
    severity: 'critical' as const,
    notify: ['console'],
    changed_by: 'ann',
    at: new Date().toISOString(),
  };
  await producer.publish([outgoing(alertRule, { body: rule, source: 'test', time: rule.at, version: 1 })]);
  const ruled = () =>
    db.warehouse.rows(`select 1 from ${alertRule.latestView} where rule_id = 'demand_spike_orders'`);
  await expect.poll(ruled, { timeout: 30_000 }).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await producer.publish(sales(mug, 50, () => Date.now()));
  const before = again.status().records;
  await expect.poll(() => again.status().records, { timeout: 30_000 }).toBeGreaterThanOrEqual(before);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await alertsOf(mug)).toEqual([]);
  await again.stop();
});
