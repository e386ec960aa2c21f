import type { Body } from '../../contracts/contract.ts';
import type { order, orderStatus } from '../../contracts/index.ts';

type OrderStatus = Body<typeof order>['status'];

/** OrderStatus of orders v0 and of ORDER_CHANGE notifications. */
export const orderStatusV0: Readonly<Record<string, OrderStatus>> = {
  Pending: 'pending',
  PendingAvailability: 'pending',
  InvoiceUnconfirmed: 'pending',
  Unshipped: 'paid',
  PartiallyShipped: 'partially_shipped',
  Shipped: 'shipped',
  Canceled: 'cancelled',
  Cancelled: 'cancelled',
  Unfulfillable: 'cancelled',
};

/** fulfillmentStatus of orders 2026-01-01. */
export const fulfillmentStatus2026: Readonly<Record<string, OrderStatus>> = {
  PENDING: 'pending',
  PENDING_AVAILABILITY: 'pending',
  INVOICE_UNCONFIRMED: 'pending',
  UNSHIPPED: 'paid',
  PARTIALLY_SHIPPED: 'partially_shipped',
  SHIPPED: 'shipped',
  CANCELLED: 'cancelled',
  CANCELED: 'cancelled',
  UNFULFILLABLE: 'cancelled',
};

export const fulfilledBy: Readonly<Record<string, Body<typeof order>['fulfilment']>> = {
  AFN: 'fba',
  AMAZON: 'fba',
  MFN: 'own',
  MERCHANT: 'own',
};

/** Who caused a change, by OrderChangeType. */
export const changeActor: Readonly<Record<string, Body<typeof orderStatus>['actor']>> = {
  OrderStatusChange: 'platform',
  BuyerRequestedChange: 'buyer',
};
