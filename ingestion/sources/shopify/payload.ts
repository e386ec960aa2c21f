import { z } from 'zod';
import { amount, flag, ident, instantUtc, known, listOf } from '../payload/fields.ts';

/** The REST Admin API's resources, 2024-04 to 2026-07, as far as events need them. */

const moneyOf = z.object({ amount, currency_code: ident });
/** An amount in the shop's currency and in the one the buyer saw. */
const moneySet = z.object({ shop_money: moneyOf, presentment_money: known(moneyOf) });

const taxLine = z.object({ price: amount, price_set: known(moneySet), channel_liable: known(flag) });
const allocation = z.object({ amount, amount_set: known(moneySet) });

const address = z.object({
  country_code: known(z.string()),
  country: known(z.string()),
  province: known(z.string()),
  city: known(z.string()),
  zip: known(z.string()),
});

const lineItem = z.object({
  id: ident,
  variant_id: known(ident),
  sku: known(ident),
  title: known(z.string()),
  quantity: amount,
  current_quantity: known(amount),
  price: amount,
  price_set: known(moneySet),
  total_discount: known(amount),
  fulfillment_service: known(z.string()),
  fulfillment_status: known(z.string()),
  tax_lines: listOf(taxLine),
  discount_allocations: listOf(allocation),
});

export const transactionPayload = z.object({
  id: ident,
  order_id: ident,
  kind: ident,
  status: ident,
  gateway: known(ident),
  amount,
  currency: ident,
  created_at: instantUtc,
  processed_at: known(instantUtc),
  test: known(flag),
});

const orderAdjustment = z.object({
  id: ident,
  kind: known(z.string()),
  reason: known(z.string()),
  amount,
  tax_amount: known(amount),
  amount_set: known(moneySet),
  tax_amount_set: known(moneySet),
});

const refundLine = z.object({
  id: ident,
  line_item_id: ident,
  quantity: amount,
  restock_type: known(z.string()),
  subtotal: known(amount),
  subtotal_set: known(moneySet),
  total_tax: known(amount),
  total_tax_set: known(moneySet),
  line_item: known(lineItem),
});

const refundShippingLine = z.object({
  id: ident,
  subtotal_amount_set: moneySet,
  tax_amount_set: known(moneySet),
});

export const refundPayload = z.object({
  id: ident,
  order_id: ident,
  note: known(z.string()),
  created_at: instantUtc,
  processed_at: known(instantUtc),
  restock: known(flag),
  refund_line_items: listOf(refundLine),
  refund_shipping_lines: listOf(refundShippingLine),
  order_adjustments: listOf(orderAdjustment),
  total_duties_set: known(moneySet),
  total_additional_fees_set: known(moneySet),
  transactions: listOf(transactionPayload),
});

export const customerPayload = z.object({
  id: ident,
  email: known(z.string()),
  phone: known(z.string()),
  created_at: instantUtc,
  updated_at: instantUtc,
  tags: known(z.string()),
  email_marketing_consent: known(z.object({ state: z.string() })),
  sms_marketing_consent: known(z.object({ state: z.string() })),
  default_address: known(address),
});

export const orderPayload = z.object({
  id: ident,
  name: known(z.string()),
  test: known(flag),
  created_at: instantUtc,
  updated_at: instantUtc,
  cancelled_at: known(instantUtc),
  closed_at: known(instantUtc),
  financial_status: known(ident),
  fulfillment_status: known(ident),
  cancel_reason: known(z.string()),
  source_name: known(z.string()),
  currency: ident,
  taxes_included: known(flag),
  total_line_items_price: amount,
  total_discounts: amount,
  total_tax: known(amount),
  total_tip_received: known(amount),
  total_price: amount,
  total_price_set: known(moneySet),
  total_shipping_price_set: known(moneySet),
  customer: known(z.object({ id: ident })),
  shipping_address: known(address),
  billing_address: known(address),
  tax_lines: listOf(taxLine),
  shipping_lines: listOf(z.object({ price: amount, price_set: known(moneySet) })),
  fulfillments: listOf(z.object({ status: known(z.string()), shipment_status: known(z.string()) })),
  line_items: z.array(lineItem),
  refunds: listOf(refundPayload),
});

export type OrderPayload = z.output<typeof orderPayload>;
export type LineItemPayload = z.output<typeof lineItem>;
export type RefundPayload = z.output<typeof refundPayload>;
export type TransactionPayload = z.output<typeof transactionPayload>;
export type MoneySet = z.output<typeof moneySet>;
