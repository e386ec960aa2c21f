import { withDeclared } from '../declared/with-declared.ts';
import type { Payload } from '../payload/json.ts';
import type { Source } from '../source.ts';
import { mapCustomers } from './customer.ts';
import { mapDeletedOrder, mapOrders } from './order.ts';
import { mapTransactions } from './payment.ts';
import { mapRefunds } from './refund.ts';
import { shopifyWebhook } from './webhook.ts';

/** Shopify: REST Admin API 2024-04 to 2026-07, by signed webhook or by raw topic. */
const coded: Source = {
  name: 'shopify',
  channel: 'shopify',
  objects: {
    'orders/create': mapOrders,
    'orders/updated': mapOrders,
    'orders/paid': mapOrders,
    'orders/partially_fulfilled': mapOrders,
    'orders/fulfilled': mapOrders,
    'orders/cancelled': mapOrders,
    'orders/delete': mapDeletedOrder,
    'refunds/create': mapRefunds,
    'order_transactions/create': mapTransactions,
    'customers/create': mapCustomers,
    'customers/update': mapCustomers,
    'customers/enable': mapCustomers,
    'customers/disable': mapCustomers,
    orders: mapOrders,
    refunds: mapRefunds,
    transactions: mapTransactions,
    customers: mapCustomers,
  },
  recognise,
  webhook: shopifyWebhook,
};

/** With products, stock, fulfilments, payouts and disputes as `rest.yml` declares them. */
export const shopify: Source = withDeclared(coded, new URL('./rest.yml', import.meta.url));

/** A REST answer holds its resource under its name, and nothing else but notices. */
function recognise(payload: Payload): string | undefined {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return undefined;
  const [name, ...more] = Object.keys(payload).filter((key) => key !== 'notice');
  if (name === undefined || more.length > 0) return undefined;
  // Transactions of the balance of Shopify Payments have the same name as those of an order; rest.yml maps them.
  if (movesBalance(payload[name]!)) return undefined;
  return ['orders', 'refunds', 'transactions', 'customers'].find(
    (each) => each === name || each === `${name}s`,
  );
}

function movesBalance(list: Payload): boolean {
  const [first] = Array.isArray(list) ? list : [];
  return first !== null && typeof first === 'object' && ('net' in first || 'payout_status' in first);
}
