import { createHmac, timingSafeEqual } from 'node:crypto';
import { EntrepotError } from '#errors';
import type { WebhookRequest, WebhookScheme } from '../webhook-scheme.ts';

/**
 * Shopify signs the raw body: base64 HMAC-SHA256 with the app's secret. Topic, shop and ids are headers outside the
 * signature, so they are labels, not proof.
 */
export const shopifyWebhook: WebhookScheme = {
  verify({ headers, body }, secret) {
    const given = Buffer.from(headers['x-shopify-hmac-sha256'] ?? '', 'base64');
    const wanted = createHmac('sha256', secret).update(body).digest();
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  },
  describe: (request) => ({
    object: header(request, 'x-shopify-topic'),
    account: header(request, 'x-shopify-shop-domain').toLowerCase(),
    id: header(request, 'x-shopify-webhook-id'),
    sentAt: request.headers['x-shopify-triggered-at'],
  }),
};

function header({ headers }: WebhookRequest, name: string): string {
  const value = headers[name];
  if (value) return value;
  throw new EntrepotError('PAYLOAD_INVALID', `The webhook has no header ${name}.`, {
    asked: name,
    fix: 'Let Shopify call this address directly, or pass its headers on.',
  });
}
