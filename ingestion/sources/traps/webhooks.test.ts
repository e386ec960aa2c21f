import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { declaredSources } from '../testing/declared.ts';

describe('webhooks of declared sources', () => {
  const request = (headers: Record<string, string>, body: string) => ({
    source: 'x',
    headers,
    body: Buffer.from(body),
  });
  const hmac = (secret: string, text: string, encoding: 'hex' | 'base64') =>
    createHmac('sha256', secret).update(text).digest(encoding);
  const body = '{"shop_id":"7","timestamp":1772000000,"data":{"id":"55"},"user_id":"9","id":"n1"}';

  it.each([
    [
      'woocommerce',
      's',
      { 'x-wc-webhook-signature': hmac('s', body, 'base64'), 'x-wc-webhook-delivery-id': 'd1' },
    ],
    ['tiendanube', 's', { 'x-linkedstore-hmac-sha256': hmac('s', body, 'hex') }],
    ['tiktok_shop', 'key1:s', { authorization: hmac('s', `key1${body}`, 'hex') }],
    [
      'shopee',
      's',
      { host: 'in.example', authorization: hmac('s', `https://in.example/ingest/shopee|${body}`, 'hex') },
    ],
    [
      'mercadopago',
      's',
      {
        'x-request-id': 'r1',
        'x-signature': `ts=1772000000,v1=${hmac('s', 'id:55;request-id:r1;ts:1772000000;', 'hex')}`,
      },
    ],
    [
      'bamboohr',
      's',
      { 'x-bamboohr-timestamp': '1772000000', 'x-bamboohr-signature': hmac('s', `${body}1772000000`, 'hex') },
    ],
    ['apideck', 's', { 'x-apideck-signature': hmac('s', body, 'hex') }],
  ])('%s: its own scheme, and nothing else', (name, secret, headers) => {
    const { verify, describe: say } = declaredSources.get(name)!.webhook!;
    expect(verify(request(headers, body), secret)).toBe(true);
    expect(verify(request(headers, body), `${secret}x`)).toBe(false);
    expect(verify(request({}, body), secret)).toBe(false);
    if (name !== 'mercadopago') expect(verify(request(headers, `${body} `), secret)).toBe(false);
    else expect(verify(request(headers, body.replace('55', '56')), secret)).toBe(false);
    expect(say(request(headers, body)).id).not.toBe('');
  });

  it('say when they were sent', () => {
    expect(declaredSources.get('shopee')!.webhook!.describe(request({}, body))).toMatchObject({
      account: '7',
      sentAt: '2026-02-25T06:13:20.000Z',
    });
  });

  it('PayPal: RSA over id, time, webhook and checksum', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const text = '{"id":"WH-1","event_type":"PAYMENT.SALE.COMPLETED"}';
    const signed = `t1|2026-03-01T00:00:00Z|HOOK|${crc32(Buffer.from(text))}`;
    const headers = {
      ...{ 'paypal-transmission-id': 't1', 'paypal-transmission-time': '2026-03-01T00:00:00Z' },
      'paypal-transmission-sig': createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64'),
    };
    const secret = `HOOK:${publicKey.export({ type: 'spki', format: 'pem' })}`;
    const { verify, describe: say } = declaredSources.get('paypal')!.webhook!;
    expect(verify(request(headers, text), secret)).toBe(true);
    expect(verify(request(headers, text), secret.replace('HOOK', 'OTHER'))).toBe(false);
    expect(verify(request(headers, `${text} `), secret)).toBe(false);
    expect(verify(request(headers, text), 'HOOK:no key')).toBe(false);
    expect(say(request(headers, text))).toMatchObject({ id: 'WH-1', sentAt: '2026-03-01T00:00:00Z' });
  });

  it('eBay: ECDSA over the body', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const text =
      '{"metadata":{"topic":"ORDER"},"notification":{"notificationId":"n1","publishDate":"2026-03-01T00:00:00Z"}}';
    const signature = createSign('SHA1').update(text).sign(privateKey, 'base64');
    const headers = {
      'x-ebay-signature': Buffer.from(JSON.stringify({ kid: 'k', signature })).toString('base64'),
    };
    const { verify, describe: say } = declaredSources.get('ebay')!.webhook!;
    const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
    expect(verify(request(headers, text), pem)).toBe(true);
    expect(verify(request(headers, `${text} `), pem)).toBe(false);
    expect(verify(request({}, text), pem)).toBe(false);
    expect(say(request(headers, text)).id).toBe('n1');
  });
});
