import { cut } from '../../contracts/cut.ts';
import { dispute, payment, payout } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { readAs, statusIn } from '../payload/fields.ts';
import { memberOf, type Payload } from '../payload/json.ts';
import { magnitude, sum } from '../payload/money.ts';
import { eventOf, type SourceContext, shopServed } from '../source.ts';
import { moneyOf } from './money.ts';
import { chargePayload, disputePayload, payoutPayload, refundPayload } from './payload.ts';
import { membersOf } from './recognise.ts';
import { disputeOutcome, paymentStatus, payoutStatus } from './words.ts';

/** Stripe's objects tell no time of change: later states of one count up from the instant it was made. */
const versionOf = (created: string, rank: number) => Date.parse(created) + rank;
const decided = (status: string) => (status === 'pending' ? 0 : 1);

/** The charge, and the refunds that API versions before 2022-11-15 put inside it. An authorisation that was let go is cancelled. */
export function mapCharge(payload: Payload, context: SourceContext): OutgoingEvent[] {
  const from = readAs(chargePayload, payload, 'Stripe charge');
  const shop = shopServed(context);
  const raw = from.status ?? (from.paid ? 'succeeded' : 'pending');
  const captured = from.captured ?? true;
  const letGo = !captured && from.refunded === true;
  const status = letGo ? ('cancelled' as const) : statusIn(paymentStatus, raw);
  const taken = captured && from.amount_captured !== undefined && from.amount_captured !== '0';
  const body = {
    payment_id: `stripe:${from.id}`,
    order_id: orderOf(from.metadata?.order_id, shop?.shop),
    gateway: 'stripe',
    method: from.payment_method_details?.type,
    kind: captured ? ('sale' as const) : ('auth' as const),
    amount: moneyOf(taken ? from.amount_captured! : from.amount, from.currency),
    status,
    raw_status: raw,
    at: from.created,
  };
  const version = versionOf(from.created, decided(status) + (captured || letGo ? 1 : 0));
  return [
    eventOf(context, shop, payment, { body, time: from.created, version }),
    ...refundsIn(payload, taken && from.amount_captured === from.amount).flatMap((each) =>
      mapRefund(each, context, from.metadata?.order_id),
    ),
  ];
}

/** Of a charge that was not wholly captured, Stripe notes what was let go as a refund too: one without a balance transaction. */
function refundsIn(charge: Payload, whole: boolean): Payload[] {
  const refunds = memberOf(charge, 'refunds') ?? null;
  if (refunds === null) return [];
  return membersOf(refunds).filter(
    (each) => whole || (memberOf(each, 'balance_transaction') ?? null) !== null,
  );
}

export function mapRefund(payload: Payload, context: SourceContext, order?: string): OutgoingEvent[] {
  const from = readAs(refundPayload, payload, 'Stripe refund');
  const shop = shopServed(context);
  const raw = from.status ?? 'pending';
  const status = statusIn(paymentStatus, raw);
  const body = {
    payment_id: `stripe:${from.id}`,
    order_id: orderOf(from.metadata?.order_id ?? order, shop?.shop),
    gateway: 'stripe',
    kind: 'refund' as const,
    amount: moneyOf(from.amount, from.currency),
    status,
    raw_status: raw,
    at: from.created,
    charge: from.charge,
  };
  // A refund that succeeded may fail later.
  const version = versionOf(from.created, status === 'failed' ? 2 : decided(status));
  return [eventOf(context, shop, payment, { body, time: from.created, version })];
}

export function mapDispute(payload: Payload, context: SourceContext): OutgoingEvent[] {
  const from = readAs(disputePayload, payload, 'Stripe dispute');
  const shop = shopServed(context);
  const found = statusIn(disputeOutcome, from.status);
  // A dispute whose status nobody knows is open until somebody does.
  const outcome = found === 'unmapped' ? 'open' : found;
  const fees = from.balance_transactions;
  const fee =
    fees.length === 0 ? undefined : sum(fees.map((each) => moneyOf(each.fee, each.currency).amount));
  const body = {
    dispute_id: `stripe:${from.id}`,
    payment_id: from.charge && `stripe:${from.charge}`,
    order_id: orderOf(from.metadata?.order_id, shop?.shop),
    gateway: 'stripe',
    kind: from.status.startsWith('warning_') ? ('inquiry' as const) : ('chargeback' as const),
    reason: cut(from.reason, 500),
    amount: moneyOf(magnitude(from.amount), from.currency),
    fee: fee === undefined ? undefined : { amount: fee, currency: fees[0]!.currency.toUpperCase() },
    status: from.status,
    evidence_due: from.evidence_details?.due_by,
    outcome,
    at: from.created,
  };
  const rank = outcome === 'open' ? (from.status.includes('under_review') ? 1 : 0) : 2;
  return [
    eventOf(context, shop, dispute, { body, time: from.created, version: versionOf(from.created, rank) }),
  ];
}

export function mapPayout(payload: Payload, context: SourceContext): OutgoingEvent[] {
  const from = readAs(payoutPayload, payload, 'Stripe payout');
  const status = statusIn(payoutStatus, from.status);
  const amount = moneyOf(from.amount, from.currency);
  const body = {
    payout_id: `stripe:${from.id}`,
    gateway: 'stripe',
    amount,
    bank_currency: amount.currency,
    arrival: from.arrival_date?.slice(0, 10),
    status,
    raw_status: from.status,
    at: from.created,
  };
  // One that was paid may still fail.
  const rank = { pending: 0, in_transit: 1, paid: 2, cancelled: 3, failed: 3, unmapped: 0 }[status];
  const version = versionOf(from.created, rank);
  return [eventOf(context, shopServed(context), payout, { body, time: from.created, version })];
}

/** Shops write their order's number into the metadata. */
function orderOf(id: string | undefined, shop: string | undefined): string | undefined {
  return id === undefined || shop === undefined ? id : `${shop}:${id}`;
}
