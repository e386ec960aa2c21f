import { hash } from 'node:crypto';
import { cut } from '../../contracts/cut.ts';
import { settlementLine } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import type { Money } from '../payload/money.ts';
import type { Shop } from '../shops.ts';
import { eventOf, type SourceContext } from '../source.ts';

/** One amount of a finance event, before it becomes an event of ours. */
export type FinanceLine = {
  /** Amazon's names from the event down to the amount, e.g. `ShipmentEventList`, `ItemFeeList`, `Commission`. */
  path: readonly string[];
  code: string;
  amount: Money;
  orderId?: string | undefined;
  orderItemId?: string | undefined;
  sku?: string | undefined;
  qty?: string | undefined;
};

export type FinanceEvent = {
  shop: Shop;
  /** What identifies the event among all of the shop's. */
  identity: string;
  postedAt: string;
  settlementId?: string | undefined;
  /** Orders the reports of the same event. */
  version: number;
};

/**
 * Settlement lines of a finance event. Amazon gives its amounts no ids: an amount is known by its event, its path and
 * its place among those with the same path, so the same report yields the same ids.
 */
export function settlementEvents(
  event: FinanceEvent,
  lines: readonly FinanceLine[],
  context: SourceContext,
): OutgoingEvent[] {
  const { shop, identity, postedAt, settlementId, version } = event;
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const place = [...line.path, line.orderItemId ?? ''].join('/');
    const ordinal = seen.get(place) ?? 0;
    seen.set(place, ordinal + 1);
    const body = {
      line_id: `${shop.shop}:${hash('sha256', `${identity}|${place}|${ordinal}`, 'hex').slice(0, 40)}`,
      settlement_id: settlementId,
      order_id: line.orderId && `${shop.shop}:${line.orderId}`,
      order_line_id: line.orderItemId,
      sku: line.sku,
      raw_type: cut(line.path.join('/'), 500),
      pnl_code: line.code,
      amount: line.amount,
      qty: line.qty,
      posted_at: postedAt,
      finance_event: identity,
    };
    return eventOf(context, shop, settlementLine, { body, time: postedAt, version });
  });
}
