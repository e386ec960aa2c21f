import { EntrepotError } from '#errors';
import type { OutgoingEvent } from '../../producer/index.ts';
import { memberOf, type Payload } from '../payload/json.ts';
import type { ObjectMapping, Source, SourceContext } from '../source.ts';
import { mapBalanceTransaction } from './balance.ts';
import { ignored } from './ignored.ts';
import { mapCharge, mapDispute, mapPayout, mapRefund } from './payments.ts';
import { membersOf, objectOf } from './recognise.ts';
import { stripeWebhook } from './webhook.ts';

type One = (payload: Payload, context: SourceContext) => OutgoingEvent[];

const mapped: Readonly<Record<string, One>> = {
  charge: mapCharge,
  refund: mapRefund,
  dispute: mapDispute,
  payout: mapPayout,
  balance_transaction: mapBalanceTransaction,
};

/**
 * Stripe: charges, refunds, disputes, payouts and what moved on the balance; by webhook or as API answers. `livemode` is not asked:
 * what is tried out belongs to an endpoint of its own, and the published examples are all of test mode.
 */
export const stripe: Source = {
  name: 'stripe',
  objects: {
    ...Object.fromEntries(Object.entries(mapped).map(([name, map]) => [name, each(map)])),
    event: mapEvents,
  },
  ignored,
  recognise: objectOf,
  webhook: stripeWebhook,
};

/** A single one, or a list of them. */
function each(map: One): ObjectMapping {
  return (payload, context) => membersOf(payload).flatMap((member) => map(member, context));
}

/** An event wraps the object as it is after what happened. In a list of them those that hold nothing for us are left out. */
function mapEvents(payload: Payload, context: SourceContext): OutgoingEvent[] {
  return membersOf(payload).flatMap((event) => {
    const object = memberOf(memberOf(event, 'data'), 'object') ?? null;
    const kind = String(memberOf(object, 'object'));
    if (Object.hasOwn(mapped, kind)) return mapped[kind]!(object, context);
    if (Object.hasOwn(ignored, kind)) return [];
    throw new EntrepotError('PAYLOAD_INVALID', `A Stripe event about «${kind}» is not known.`, {
      asked: String(memberOf(event, 'type') ?? ''),
      available: Object.keys(mapped),
      fix: 'Let the endpoint listen to charge, refund, dispute and payout events only, or name the object in ignored.ts.',
    });
  });
}
