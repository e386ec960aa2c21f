import { createVerify } from 'node:crypto';
import { z } from 'zod';
import { ident, known, readAs } from '../payload/fields.ts';
import { parsePayload } from '../payload/json.ts';
import type { WebhookScheme } from '../webhook-scheme.ts';

const signatureHeader = z.object({ signature: ident });
const notification = z.object({
  metadata: z.object({ topic: ident }),
  notification: z.object({ notificationId: ident, publishDate: known(ident) }),
});

/**
 * eBay signs the body by ECDSA with SHA-1 and puts the signature, with the key's id, as base64 JSON into `x-ebay-signature`. The secret is
 * eBay's public key in PEM, as its Notification API gives it out for that id.
 */
export const ebayWebhook: WebhookScheme = {
  verify({ headers, body }, secret) {
    try {
      const header = Buffer.from(headers['x-ebay-signature'] ?? '', 'base64');
      const { signature } = readAs(signatureHeader, parsePayload(header), 'x-ebay-signature');
      const key = secret.replaceAll('\\n', '\n');
      return createVerify('SHA1').update(body).verify(key, Buffer.from(signature, 'base64'));
    } catch {
      return false; // no signature, or what is no key
    }
  },
  describe({ body }) {
    const { notification: said } = readAs(notification, parsePayload(body), 'eBay notification');
    return { object: undefined, account: undefined, id: said.notificationId, sentAt: said.publishDate };
  },
};
