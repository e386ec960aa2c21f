import { createHmac, randomBytes } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { EntrepotError } from '#errors';
import { contracts } from '../contracts/index.ts';
import { createWebhookDoor } from '../doors/webhook.ts';
import { createKafka } from '../kafka/client.ts';
import { createProducer, type EventProducer, type KeyedRecord } from '../producer/index.ts';
import { shopify } from '../sources/index.ts';
import { shopDirectory } from '../sources/shops.ts';
import { rawTopic } from '../sources/source.ts';
import { ensureIngestionTopics } from '../topics.ts';
import { type MapperOptions, startMapper } from './mapper.ts';

const log = pino({ level: 'silent' });
const shops = shopDirectory([
  { shop: 'shopify_us', channel: 'shopify', marketplace: 'shopify_us', currency: 'USD', taxMode: 'excluded' },
]);
const brokers = inject('engines').kafkaBrokers;
// A source of this file's own: its raw topic is nobody else's, and its events are told apart by ce_source.
const source = { ...shopify, name: `shopify_${randomBytes(4).toString('hex')}` };
const groupId = `map-${source.name}`;

function order(id: number, minute = 0): KeyedRecord {
  const updated_at = `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;
  const value = JSON.stringify({
    id,
    created_at: '2026-03-01T09:00:00Z',
    updated_at,
    financial_status: 'paid',
    currency: 'USD',
    total_line_items_price: '20.00',
    total_discounts: '0.00',
    total_price: '20.00',
    line_items: [{ id: 1, sku: 'TEA', quantity: 2, price: '10.00' }],
  });
  return { key: String(id), value, headers: { raw_object: 'orders/updated', raw_account: 'shopify_us' } };
}

describe('mapper on Kafka', () => {
  let kafka: Kafka;
  let producer: EventProducer;
  beforeAll(async () => {
    kafka = createKafka({ brokers, clientId: 'mapper-test', log });
    producer = await createProducer({ brokers, clientId: 'mapper-test', log, kafka });
    await ensureIngestionTopics(kafka, { contracts, sources: [source], partitions: 3 });
  });
  afterAll(() => producer?.close());

  const start = (options: Partial<MapperOptions> = {}) =>
    startMapper({ kafka, producer, sources: [source], shops, log, groupId, chunk: 5, ...options });

  it('maps what it can, quarantines the rest, and goes on where it stopped', async () => {
    const bad: KeyedRecord = { ...order(1), value: 'not json' };
    await producer.send(rawTopic(source), [...numbers(1, 20).map((id) => order(id)), bad]);
    const first = await start();
    await until(() => first.status().records === 21);
    expect(first.status()).toMatchObject({ events: 20, quarantined: 1, waiting: undefined });
    await first.stop();

    await producer.send(
      rawTopic(source),
      numbers(21, 30).map((id) => order(id)),
    );
    const second = await start();
    await until(() => second.status().records >= 10);
    expect(second.status().records).toBe(10);
    await second.stop();

    const events = await eventsOf(kafka, ['trade.order.v1', 'ops.raw_quarantine.v1'], 31);
    const orders = events.filter((event) => event.headers.ce_type === 'trade.order.v1');
    expect(orders.map((event) => event.key).sort()).toEqual(
      numbers(1, 30)
        .map((id) => `shopify_us:${id}`)
        .sort(),
    );
    for (const { headers, key } of orders) {
      expect(headers).toMatchObject({ ce_entityid: key, ce_shop: 'shopify_us', ce_channel: 'shopify' });
      expect(headers.ce_rawref).toMatch(new RegExp(`^${rawTopic(source)}/\\d+/\\d+$`));
    }
    const [refused] = events.filter((event) => event.headers.ce_type === 'ops.raw_quarantine.v1');
    expect(JSON.parse(refused!.value)).toMatchObject({ payload: 'not json', code: 'PAYLOAD_INVALID' });
  });

  it('commits nothing before Kafka has the events, and sends until it has', async () => {
    await producer.send(rawTopic(source), [order(99)]);
    let refusals = 2;
    const unsure = {
      async publish(events: Parameters<EventProducer['publish']>[0]) {
        if (refusals-- > 0) throw new EntrepotError('KAFKA_UNREACHABLE', 'away');
        await producer.publish(events);
      },
    };
    const mapper = await start({ producer: unsure });
    await until(() => mapper.status().waiting === 'away');
    expect(mapper.status().records).toBe(0);
    await until(() => mapper.status().records === 1);
    await mapper.stop();
    const events = await eventsOf(kafka, ['trade.order.v1'], 31);
    expect(events.filter((event) => event.key === 'shopify_us:99')).toHaveLength(1);
  });

  it('carries a signed webhook from the door to its topic', async () => {
    const handle = createWebhookDoor({
      sources: async () => [source],
      secrets: { [source.name]: 'hush' },
      producer,
      log,
    });
    const body = Buffer.from(String(order(700).value));
    const headers = {
      'x-shopify-hmac-sha256': createHmac('sha256', 'hush').update(body).digest('base64'),
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'shopify-us.myshopify.com',
      'x-shopify-webhook-id': 'w1',
    };
    expect(await handle({ source: source.name, headers, body })).toMatchObject({ status: 202 });
    const mapper = await start();
    await until(() => mapper.status().records === 1);
    await mapper.stop();
    const events = await eventsOf(kafka, ['trade.order.v1'], 32);
    expect(events.filter((event) => event.key === 'shopify_us:700')).toHaveLength(1);
  });

  it('writes the same event when a record is mapped again by another group', async () => {
    await producer.send(rawTopic(source), [order(500, 7)]);
    for (const again of ['a', 'b']) {
      const mapper = await start({ groupId: `${groupId}-${again}` });
      await until(() => mapper.status().records >= 34);
      await mapper.stop();
    }
    const events = await eventsOf(kafka, ['trade.order.v1'], 32 + 2 * 33);
    const same = events.filter((event) => event.key === 'shopify_us:500');
    expect(same).toHaveLength(2);
    expect(same[0]).toEqual(same[1]);
  });
});

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('It did not happen in a minute.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

type Delivered = { key: string; value: string; headers: Record<string, string> };

/** This file's events on the topics, from the beginning; waits for at least so many. */
async function eventsOf(kafka: Kafka, topics: string[], atLeast: number): Promise<Delivered[]> {
  const found: Delivered[] = [];
  const consumer = kafka.consumer({
    groupId: `read-${randomBytes(4).toString('hex')}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const headers = Object.fromEntries(
        Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
      );
      if (headers.ce_source !== source.name) return;
      found.push({ key: String(message.key), value: String(message.value), headers });
    },
  });
  await until(() => found.length >= atLeast);
  await consumer.disconnect();
  return found;
}
