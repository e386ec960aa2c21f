import { decimal } from '#warehouse';
import { cut } from '../../contracts/cut.ts';
import { dispute, payment } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { readAs, wordIn } from '../payload/fields.ts';
import { fromMinor, type Money, magnitude } from '../payload/money.ts';
import { eventOf, type ObjectMapping, type SourceContext, shopServed } from '../source.ts';
import { type NotificationItem, notificationPayload } from './payload.ts';
import { disputeOutcome, failures, informational, paymentKind } from './words.ts';

/** A notification holds one item or several; those that say nothing of money are left out. */
export const mapNotification: ObjectMapping = (payload, context) =>
  readAs(notificationPayload, payload, 'Adyen notification')
    .notificationItems.map((each) => each.NotificationRequestItem)
    .filter(({ eventCode }) => !informational.has(eventCode))
    .map((item) =>
      (Object.hasOwn(disputeOutcome, item.eventCode) ? disputeEvent : paymentEvent)(item, context),
    );

function paymentEvent(from: NotificationItem, context: SourceContext): OutgoingEvent {
  const shop = shopServed(context, from.merchantAccountCode);
  const succeeded = from.success && !failures.has(from.eventCode);
  const body = {
    payment_id: `adyen:${from.pspReference}`,
    order_id: orderOf(from, shop?.shop),
    gateway: 'adyen',
    method: from.paymentMethod,
    kind: kindOf(from),
    amount: amountOf(from),
    status: succeeded ? ('succeeded' as const) : ('failed' as const),
    raw_status: from.eventCode,
    at: from.eventDate,
    original_payment: from.originalReference && `adyen:${from.originalReference}`,
    reason: from.reason,
  };
  return eventOf(context, shop, payment, { body, time: from.eventDate, version: Date.parse(from.eventDate) });
}

/** All notifications of a dispute have its reference, and the payment's as the original one. */
function disputeEvent(from: NotificationItem, context: SourceContext): OutgoingEvent {
  const shop = shopServed(context, from.merchantAccountCode);
  const body = {
    dispute_id: `adyen:${from.pspReference}`,
    payment_id: from.originalReference && `adyen:${from.originalReference}`,
    order_id: orderOf(from, shop?.shop),
    gateway: 'adyen',
    kind: from.eventCode === 'REQUEST_FOR_INFORMATION' ? ('inquiry' as const) : ('chargeback' as const),
    reason: cut(from.reason, 500),
    amount: amountOf(from),
    status: from.eventCode,
    outcome: wordIn(disputeOutcome, from.eventCode, 'Adyen eventCode'),
    at: from.eventDate,
  };
  return eventOf(context, shop, dispute, { body, time: from.eventDate, version: Date.parse(from.eventDate) });
}

/** Currencies that Adyen counts otherwise than ISO 4217 does: digits after the point of the unit it writes. */
const digits: Readonly<Record<string, number>> = { CLP: 2, CVE: 0, IDR: 0, ISK: 2 };

function amountOf({ amount: { value, currency } }: NotificationItem): Money {
  const own = digits[currency];
  if (own === undefined) return fromMinor(magnitude(value), currency);
  return { amount: decimal(magnitude(value)).div(decimal('10').pow(own)).toFixed(own), currency };
}

/** Of a request to do the one or the other, the notification says which it was. */
function kindOf({ eventCode, additionalData }: NotificationItem) {
  const refunded = eventCode === 'CANCEL_OR_REFUND' && additionalData?.['modification.action'] === 'refund';
  return wordIn(paymentKind, refunded ? 'REFUND' : eventCode, 'Adyen eventCode');
}

/** The shop's own number of the order is the merchant reference of its payment. */
function orderOf({ merchantReference }: NotificationItem, shop: string | undefined): string | undefined {
  return merchantReference && (shop === undefined ? merchantReference : `${shop}:${merchantReference}`);
}
