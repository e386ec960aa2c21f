import { createHmac, timingSafeEqual } from 'node:crypto';
import { readAs } from '../payload/fields.ts';
import { parsePayload } from '../payload/json.ts';
import type { WebhookScheme } from '../webhook-scheme.ts';
import { type NotificationItem, notificationPayload } from './payload.ts';
import { objectOf } from './recognise.ts';

/**
 * Adyen signs each item by itself, in its additional data: base64 HMAC-SHA256, with the hexadecimal key, over eight of its
 * values joined by colons. A notification is good when every item of it is.
 */
export const adyenWebhook: WebhookScheme = {
  verify({ body }, secret) {
    const items = itemsOf(body);
    return /^[0-9a-f]+$/i.test(secret) && (items?.every((item) => isSigned(item, secret)) ?? false);
  },
  describe({ body }) {
    const payload = parsePayload(body);
    const [first] = readAs(notificationPayload, payload, 'Adyen notification').notificationItems;
    const { pspReference, eventCode, merchantAccountCode, eventDate } = first!.NotificationRequestItem;
    const object = objectOf(payload) ?? 'notification';
    // Its date is when the payment changed; an undelivered notification is repeated for a month.
    return {
      object,
      account: merchantAccountCode,
      id: `${pspReference}:${eventCode}:${eventDate}`,
      sentAt: undefined,
    };
  },
};

function itemsOf(body: Uint8Array): NotificationItem[] | undefined {
  try {
    const read = readAs(notificationPayload, parsePayload(body), 'Adyen notification');
    return read.notificationItems.map((each) => each.NotificationRequestItem);
  } catch {
    return undefined; // what cannot be read carries no signature
  }
}

function isSigned(item: NotificationItem, secret: string): boolean {
  const {
    pspReference,
    originalReference = '',
    merchantAccountCode,
    merchantReference = '',
    eventCode,
  } = item;
  const { value, currency } = item.amount;
  const signed = [
    ...[pspReference, originalReference, merchantAccountCode, merchantReference],
    ...[value, currency, eventCode, String(item.success)],
  ].join(':');
  const given = Buffer.from(String(item.additionalData?.hmacSignature ?? ''), 'base64');
  const wanted = createHmac('sha256', Buffer.from(secret, 'hex')).update(signed, 'utf8').digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
