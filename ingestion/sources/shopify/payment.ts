import { payment } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { readAs, wordIn } from '../payload/fields.ts';
import { magnitude } from '../payload/money.ts';
import type { Shop } from '../shops.ts';
import { eventOf, type ObjectMapping, type SourceContext, shopOf } from '../source.ts';
import { type TransactionPayload, transactionPayload } from './payload.ts';
import { membersOf, orderId, testOf } from './resource.ts';
import { transactionKind, transactionStatus } from './words.ts';

/** `order_transactions/create` and the REST answers of `/orders/<id>/transactions`. */
export const mapTransactions: ObjectMapping = (payload, context) =>
  membersOf(payload, 'transaction').map((each) => {
    const read = readAs(transactionPayload, each, 'Shopify transaction');
    if (read.test === true) throw testOf('transaction', read.id);
    return paymentEvent(read, shopOf(context), context);
  });

/** A transaction's amount is in its own currency, the one the buyer paid in. */
export function paymentEvent(from: TransactionPayload, shop: Shop, context: SourceContext): OutgoingEvent {
  const at = from.processed_at ?? from.created_at;
  const status = wordIn(transactionStatus, from.status, 'Shopify transaction status');
  const body = {
    payment_id: `${shop.shop}:${from.id}`,
    order_id: orderId(shop, from.order_id),
    gateway: from.gateway ?? 'unknown',
    kind: wordIn(transactionKind, from.kind, 'Shopify transaction kind'),
    amount: { amount: magnitude(from.amount), currency: from.currency },
    status,
    at,
  };
  // A transaction has no update time; one that is decided comes after the same one pending.
  const version = Date.parse(at) + (status === 'pending' ? 0 : 1);
  return eventOf(context, shop, payment, { body, time: at, version });
}
