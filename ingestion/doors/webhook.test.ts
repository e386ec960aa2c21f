import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import type { KeyedRecord } from '../producer/index.ts';
import { shopify } from '../sources/index.ts';
import { createWebhookDoor, type WebhookDoorOptions } from './webhook.ts';

const now = Date.UTC(2026, 2, 1, 12);
const body = Buffer.from('{"id":820982911946154508, "total_price":"19.90"}');

function door(options: Partial<WebhookDoorOptions> = {}) {
  const sent: { topic: string; record: KeyedRecord }[] = [];
  const handle = createWebhookDoor({
    sources: async () => [shopify],
    secrets: { shopify: 'hush' },
    producer: {
      async send(topic, records) {
        sent.push(...records.map((record) => ({ topic, record })));
      },
    },
    log: pino({ level: 'silent' }),
    clock: () => now,
    ...options,
  });
  return { handle, sent };
}

function signed(secret = 'hush', headers: Record<string, string> = {}, bytes: Buffer = body) {
  return {
    source: 'shopify',
    body: bytes,
    headers: {
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(bytes).digest('base64'),
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'Shopify-US.myshopify.com',
      'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      'x-shopify-triggered-at': '2026-03-01T11:59:00.123456789Z',
      ...headers,
    },
  };
}

describe('webhook door', () => {
  it('writes the body as it came, labelled, and answers 202', async () => {
    const { handle, sent } = door();
    expect(await handle(signed())).toEqual({ status: 202, body: { accepted: true } });
    expect(sent).toHaveLength(1);
    const { topic, record } = sent[0]!;
    expect(topic).toBe('raw.shopify');
    expect(record.value.toString()).toBe(body.toString());
    expect(record.headers).toEqual({
      raw_object: 'orders/create',
      raw_account: 'shopify-us.myshopify.com',
      raw_id: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      raw_received: '2026-03-01T12:00:00.000Z',
    });
  });

  it('refuses a signature by another secret, over other bytes, cut, or absent', async () => {
    const { handle, sent } = door();
    const good = signed();
    const bad = [
      signed('guess'),
      { ...good, body: Buffer.from('{"id":1}') },
      signed('hush', { 'x-shopify-hmac-sha256': good.headers['x-shopify-hmac-sha256'].slice(0, 8) }),
      signed('hush', { 'x-shopify-hmac-sha256': '' }),
    ];
    for (const request of bad) expect((await handle(request)).status).toBe(401);
    expect(sent).toHaveLength(0);
  });

  it('refuses everything while no secret is set', async () => {
    const none: WebhookDoorOptions['secrets'][] = [{}, { shopify: '' }, { shopify: [] }];
    for (const secrets of none) {
      const { handle } = door({ secrets });
      expect(await handle(signed(''))).toMatchObject({ status: 401 });
    }
  });

  it('takes either secret while one is being replaced', async () => {
    const { handle } = door({ secrets: { shopify: ['new', 'hush'] } });
    expect((await handle(signed('hush'))).status).toBe(202);
    expect((await handle(signed('new', { 'x-shopify-webhook-id': 'other' }))).status).toBe(202);
  });

  it('answers a repetition without a second copy', async () => {
    const { handle, sent } = door();
    await handle(signed());
    expect(await handle(signed())).toEqual({ status: 202, body: { accepted: true, repeated: true } });
    expect(sent).toHaveLength(1);
  });

  it('refuses notifications outside the replay window, past and future', async () => {
    const { handle, sent } = door();
    for (const time of ['2026-02-26T00:00:00Z', '2026-03-05T00:00:00Z', 'yesterday']) {
      expect((await handle(signed('hush', { 'x-shopify-triggered-at': time }))).status).toBe(401);
    }
    expect(sent).toHaveLength(0);
  });

  it('names unknown sources, missing headers and bodies that are too large', async () => {
    const { handle } = door({ maxBytes: 64 });
    expect(await handle({ ...signed(), source: 'shopfy' })).toMatchObject({
      status: 404,
      body: { error: { code: 'SOURCE_UNKNOWN', available: ['shopify'] } },
    });
    expect((await handle(signed('hush', { 'x-shopify-topic': '' }))).status).toBe(400);
    expect((await handle(signed('hush', {}, Buffer.alloc(65)))).status).toBe(413);
  });

  it('answers 503 while Kafka is away, and takes the same notification afterwards', async () => {
    let away = true;
    const { handle } = door({
      producer: {
        async send() {
          if (away) throw new EntrepotError('KAFKA_UNREACHABLE', 'Kafka does not answer.');
        },
      },
    });
    expect((await handle(signed())).status).toBe(503);
    away = false;
    expect(await handle(signed())).toEqual({ status: 202, body: { accepted: true } });
  });
});
