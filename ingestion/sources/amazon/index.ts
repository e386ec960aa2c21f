import { withDeclared } from '../declared/with-declared.ts';
import type { Payload } from '../payload/json.ts';
import type { Source } from '../source.ts';
import { mapFinancesV0 } from './finances-v0.ts';
import { eventLists } from './finances-v0-lists.ts';
import { objectOf } from './finances-v0-walk.ts';
import { mapOrderChange } from './order-change.ts';
import { mapOrders2026 } from './orders-2026.ts';
import { mapOrdersV0 } from './orders-v0.ts';
import { mapTransactions } from './transactions.ts';

/** Amazon Selling Partner API: orders v0 and 2026-01-01, finances v0 and 2024-06-19, by raw topic. */
const coded: Source = {
  name: 'amazon',
  channel: 'amazon',
  objects: {
    orders_v0: mapOrdersV0,
    'orders_2026-01-01': mapOrders2026,
    finances_v0: mapFinancesV0,
    'finances_2024-06-19': mapTransactions,
    ORDER_CHANGE: mapOrderChange,
  },
  recognise,
};

/** With stock, inbound shipments, listings, prices, traffic, account health and reports as `rest.yml` declares them. */
export const amazon: Source = withDeclared(coded, new URL('./rest.yml', import.meta.url));

function recognise(payload: Payload): string | undefined {
  const record = objectOf(payload);
  const inner = objectOf(record.payload ?? payload);
  const has = (...names: string[]) => names.some((name) => name in inner);
  const { NotificationType: kind } = record;
  if (typeof kind === 'string') return kind === 'ORDER_CHANGE' ? kind : undefined;
  if (has('Orders', 'AmazonOrderId', 'Order')) return 'orders_v0';
  if (has('orders', 'order', 'orderId')) return 'orders_2026-01-01';
  if (has('FinancialEvents', ...Object.keys(eventLists))) return 'finances_v0';
  if (has('transactions', 'transactionId')) return 'finances_2024-06-19';
  return undefined;
}
