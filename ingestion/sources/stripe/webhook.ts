import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ident, known, readAs } from '../payload/fields.ts';
import { parsePayload } from '../payload/json.ts';
import type { WebhookScheme } from '../webhook-scheme.ts';
import { objectOf } from './recognise.ts';

const event = z.object({ id: ident, account: known(ident) });

/**
 * Stripe signs `<t>.<body>`: hexadecimal HMAC-SHA256 with the endpoint's secret. The header may carry several signatures
 * while a secret is being replaced; the time is signed as well.
 */
export const stripeWebhook: WebhookScheme = {
  verify({ headers, body }, secret) {
    const { time, signatures } = partsOf(headers['stripe-signature']);
    const wanted = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
    return signatures.some((each) => {
      const given = Buffer.from(each, 'hex');
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    });
  },
  describe({ headers, body }) {
    const payload = parsePayload(body);
    const { id, account } = readAs(event, payload, 'Stripe event');
    const { time } = partsOf(headers['stripe-signature']);
    return { object: objectOf(payload), account, id, sentAt: new Date(Number(time) * 1_000).toISOString() };
  },
};

function partsOf(header = ''): { time: string; signatures: string[] } {
  const parts = header.split(',').map((part) => part.trim().split('='));
  const named = (name: string) => parts.filter(([each]) => each === name).map(([, value]) => value ?? '');
  const [time = ''] = named('t');
  return { time: /^\d{1,11}$/.test(time) ? time : '0', signatures: named('v1') };
}
