import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ident, instantUtc, known, readAs } from '../payload/fields.ts';
import { parsePayload } from '../payload/json.ts';
import type { WebhookScheme } from '../webhook-scheme.ts';
import { aboutOf } from './ignored.ts';

const notice = z.object({
  id: ident,
  description: ident,
  user_id: known(ident),
  created_at: known(instantUtc),
});
const prefix = 'hmac-sha256-hex=';

/**
 * EasyPost signs the raw body: hexadecimal HMAC-SHA256 with the webhook's secret in normal form NFKD, behind a prefix.
 * Id and time are in the body, which is signed.
 */
export const easypostWebhook: WebhookScheme = {
  verify({ headers, body }, secret) {
    const header = headers['x-hmac-signature'] ?? '';
    const given = Buffer.from(header.startsWith(prefix) ? header.slice(prefix.length) : '', 'hex');
    const wanted = createHmac('sha256', secret.normalize('NFKD')).update(body).digest();
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  },
  describe({ body }) {
    const event = parsePayload(body);
    const said = readAs(notice, event, 'EasyPost event');
    return { object: aboutOf(event), account: said.user_id, id: said.id, sentAt: said.created_at };
  },
};
