import { createVerify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { ident, known, readAs } from '../payload/fields.ts';
import { parsePayload } from '../payload/json.ts';
import type { WebhookScheme } from '../webhook-scheme.ts';

const event = z.object({ id: ident, event_type: known(ident) });

/**
 * PayPal signs `<transmission id>|<time>|<webhook id>|<CRC-32 of the body>` by RSA with SHA-256. The secret is the webhook's id, a
 * colon and PayPal's certificate or public key in PEM: fetching it from the address in the request would trust the sender.
 */
export const paypalWebhook: WebhookScheme = {
  verify({ headers, body }, secret) {
    const at = secret.indexOf(':');
    const [id, time] = [headers['paypal-transmission-id'], headers['paypal-transmission-time']];
    const signature = Buffer.from(headers['paypal-transmission-sig'] ?? '', 'base64');
    if (at < 0 || id === undefined || time === undefined || signature.length === 0) return false;
    const signed = `${id}|${time}|${secret.slice(0, at)}|${crc32(body)}`;
    try {
      return createVerify('RSA-SHA256')
        .update(signed)
        .verify(secret.slice(at + 1).replaceAll('\\n', '\n'), signature);
    } catch {
      return false; // what is no key signs nothing
    }
  },
  describe({ headers, body }) {
    const { id } = readAs(event, parsePayload(body), 'PayPal event');
    return { object: 'event', account: undefined, id, sentAt: headers['paypal-transmission-time'] };
  },
};
