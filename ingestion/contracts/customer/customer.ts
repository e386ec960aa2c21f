import { z } from 'zod';
import { contract } from '../contract.ts';
import { country, flag, id, instant, maybe, words } from '../fields.ts';

export const customer = contract({
  name: 'mbr.customer',
  version: 1,
  description: 'A buyer as one channel knows them; names and addresses stay outside.',
  entity: 'customer_key',
  shape: z.object({
    customer_key: id(),
    channel_customer_id: maybe(id()),
    person_key: maybe(id()).describe('The same person over channels, where consent allows.'),
    email_hash: maybe(id()),
    phone_hash: maybe(id()),
    country: maybe(country()),
    locale: maybe(id()),
    consent: z.object({ email: flag(), sms: flag(), ads: flag() }),
    first_seen: instant(),
    tags: words(),
  }),
});
