import type { Body } from '../../contracts/contract.ts';
import type { order, payment } from '../../contracts/index.ts';

type OrderStatus = Body<typeof order>['status'];
type Payment = Body<typeof payment>;

/** Shopify has no order status but two axes; this one says what the money does. */
export const financialStatus: Readonly<Record<string, OrderStatus>> = {
  pending: 'pending',
  authorized: 'pending',
  partially_paid: 'pending',
  expired: 'pending',
  paid: 'paid',
  partially_refunded: 'paid',
  refunded: 'paid',
  voided: 'cancelled',
};

/** And this one where the goods are. Absent means: nothing has left yet. */
export const fulfillmentStatus: Readonly<Record<string, OrderStatus | undefined>> = {
  unfulfilled: undefined,
  partial: 'partially_shipped',
  fulfilled: 'shipped',
  restocked: 'cancelled',
};

/** Who ships a line, by the handle of its fulfilment service; every other service is a third party. */
export const fulfillmentService: Readonly<Record<string, Body<typeof order>['fulfilment']>> = {
  manual: 'own',
  gift_card: 'own',
  amazon_marketplace_web: 'fba',
  amazon: 'fba',
};

export const transactionKind: Readonly<Record<string, Payment['kind']>> = {
  authorization: 'auth',
  capture: 'capture',
  sale: 'sale',
  void: 'void',
  refund: 'refund',
  // What a buyer got back in cash over the counter; nothing else calls it a refund.
  change: 'refund',
  emv_authorization: 'auth',
};

export const transactionStatus: Readonly<Record<string, Payment['status']>> = {
  pending: 'pending',
  awaiting_response: 'pending',
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
};
