import { EntrepotError } from '#errors';
import type { OutgoingEvent } from '../../producer/index.ts';
import { memberOf, type Payload } from '../payload/json.ts';
import type { ObjectMapping, Source, SourceContext } from '../source.ts';
import { mapBalanceTransaction } from './balance.ts';
import { mapCharge, mapDispute, mapPayout, mapRefund } from './payments.ts';
import { stripeWebhook } from './webhook.ts';

type One = (payload: Payload, context: SourceContext) => OutgoingEvent[];

const mapped: Readonly<Record<string, One>> = {
  charge: mapCharge,
  refund: mapRefund,
  dispute: mapDispute,
  payout: mapPayout,
  balance_transaction: mapBalanceTransaction,
};

const byBalance = 'its balance transaction says what moved';

/** Stripe: charges, refunds, disputes, payouts and what moved on the balance; by webhook or as API answers. */
export const stripe: Source = {
  name: 'stripe',
  objects: {
    ...Object.fromEntries(Object.entries(mapped).map(([name, map]) => [name, each(map)])),
    event: mapEvents,
  },
  ignored: {
    'checkout.session': 'the charge it ends in says what was paid',
    customer: 'buyers are those of the shop',
    invoice: 'the charge that pays it says what was paid',
    'issuing.transaction': byBalance,
    payment_intent: 'its charges say what was paid',
    payment_method: 'a means of payment, not a payment',
    review: 'the charge says what became of it',
    tax_rate: 'a setting',
    topup: byBalance,
    transfer: byBalance,
    transfer_reversal: byBalance,
  },
  recognise: (payload) => {
    const kind = memberOf(payload, 'object');
    if (kind !== 'list') return typeof kind === 'string' ? kind : undefined;
    const [first] = membersOf(payload);
    const inside = memberOf(first, 'object');
    return typeof inside === 'string' ? inside : undefined;
  },
  webhook: stripeWebhook,
};

/** A single one, or a list of them. */
function each(map: One): ObjectMapping {
  return (payload, context) => membersOf(payload).flatMap((member) => map(member, context));
}

/** An event wraps the object as it is after what happened. */
function mapEvents(payload: Payload, context: SourceContext): OutgoingEvent[] {
  return membersOf(payload).flatMap((event) => {
    const object = memberOf(memberOf(event, 'data'), 'object') ?? null;
    const kind = String(memberOf(object, 'object'));
    if (Object.hasOwn(mapped, kind)) return mapped[kind]!(object, context);
    throw new EntrepotError('PAYLOAD_INVALID', `A Stripe event about «${kind}» holds nothing for us.`, {
      asked: String(memberOf(event, 'type') ?? ''),
      available: Object.keys(mapped),
      fix: 'Let the endpoint listen to charge, refund, dispute and payout events only.',
    });
  });
}

function membersOf(payload: Payload): Payload[] {
  const data = memberOf(payload, 'object') === 'list' ? memberOf(payload, 'data') : undefined;
  return Array.isArray(data) ? data : [payload];
}
