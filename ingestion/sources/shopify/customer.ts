import { hash } from 'node:crypto';
import { customer } from '../../contracts/index.ts';
import { readAs } from '../payload/fields.ts';
import { eventOf, type ObjectMapping, shopOf } from '../source.ts';
import { customerPayload } from './payload.ts';
import { customerKey, membersOf } from './resource.ts';

/** `customers/create`, `customers/update`. Names and addresses stay behind; mail and phone leave as hashes. */
export const mapCustomers: ObjectMapping = (payload, context) =>
  membersOf(payload, 'customer').map((each) => {
    const from = readAs(customerPayload, each, 'Shopify customer');
    const shop = shopOf(context);
    const body = {
      customer_key: customerKey(shop, from.id),
      channel_customer_id: from.id,
      email_hash: fingerprint(from.email),
      phone_hash: fingerprint(from.phone?.replace(/[^+\d]/g, '')),
      country: from.default_address?.country_code,
      consent: {
        email: from.email_marketing_consent?.state === 'subscribed',
        sms: from.sms_marketing_consent?.state === 'subscribed',
        ads: false,
      },
      first_seen: from.created_at,
      tags: (from.tags ?? '')
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    };
    const version = Date.parse(from.updated_at);
    return eventOf(context, shop, customer, { body, time: from.updated_at, version });
  });

/** SHA-256 of the trimmed lower-case text: the same person gives the same hash in every shop. */
function fingerprint(text: string | undefined): string | undefined {
  const plain = text?.trim().toLowerCase();
  return plain ? hash('sha256', plain, 'hex') : undefined;
}
