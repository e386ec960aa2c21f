import { z } from 'zod';
import { flag, ident, known, listOf } from '../payload/fields.ts';
import { epochSeconds } from '../payload/times.ts';

/** Stripe's API objects, as far as events need them. Amounts are whole numbers of the currency's smallest unit. */

const units = z.string().regex(/^-?\d+$/, 'is not a whole number of minor units');
const metadata = known(z.object({ order_id: known(ident) }));
const money = { amount: units, currency: ident };
/** An id, or the object itself where the request expanded it. */
const reference = known(z.union([ident, z.object({ id: ident }).transform(({ id }) => id)]));

export const chargePayload = z.object({
  id: ident,
  ...money,
  created: epochSeconds,
  status: known(ident),
  paid: known(flag),
  captured: known(flag),
  refunded: known(flag),
  metadata,
  payment_method_details: known(z.object({ type: known(ident) })),
  amount_captured: known(units),
});

export const refundPayload = z.object({
  id: ident,
  ...money,
  created: epochSeconds,
  status: known(ident),
  charge: reference,
  metadata,
});

export const disputePayload = z.object({
  id: ident,
  ...money,
  created: epochSeconds,
  status: ident,
  reason: known(z.string()),
  charge: reference,
  metadata,
  evidence_details: known(z.object({ due_by: known(epochSeconds) })),
  balance_transactions: listOf(z.object({ fee: units, currency: ident })),
});

export const payoutPayload = z.object({
  id: ident,
  ...money,
  created: epochSeconds,
  arrival_date: known(epochSeconds),
  status: ident,
});

export const balanceTransactionPayload = z.object({
  id: ident,
  ...money,
  net: units,
  fee: units,
  created: epochSeconds,
  available_on: known(epochSeconds),
  type: ident,
  reporting_category: known(ident),
  source: reference,
  exchange_rate: known(z.string()),
  fee_details: listOf(z.object({ ...money, type: ident })),
});

export type BalanceTransactionPayload = z.output<typeof balanceTransactionPayload>;
