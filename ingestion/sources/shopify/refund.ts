import { cut } from '../../contracts/cut.ts';
import { refund } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { readAs } from '../payload/fields.ts';
import { isZero, minus, negated, sum } from '../payload/money.ts';
import type { Shop } from '../shops.ts';
import { eventOf, type ObjectMapping, type SourceContext, shopOf } from '../source.ts';
import { type MoneySet, type RefundPayload, refundPayload } from './payload.ts';
import { paymentEvent } from './payment.ts';
import { membersOf, orderId } from './resource.ts';

/** `refunds/create` and the REST answers of `/orders/<id>/refunds`. */
export const mapRefunds: ObjectMapping = (payload, context) =>
  membersOf(payload, 'refund').flatMap((each) => {
    const shop = shopOf(context);
    const read = readAs(refundPayload, each, 'Shopify refund');
    return refundEvents(read, { shop, context, taxesIncluded: shop.taxMode === 'included' });
  });

export type RefundPlace = {
  shop: Shop;
  context: SourceContext;
  /** Whether the subtotals of lines contain their tax. */
  taxesIncluded: boolean;
  /** The shop's currency, where the payload around it says so. */
  currency?: string;
};

type Part = {
  /** Distinguishes the parts of one refund. */
  part: string;
  line_id?: string;
  sku?: string | undefined;
  qty?: string;
  reason?: string | undefined;
  restock?: boolean;
  amount?: string;
  tax?: string;
  shipping?: string;
};

/**
 * One event per part of a refund (line, shipping, adjustment, duties, fees), and one payment per movement of money.
 * Goods and shipping are without tax; adjustments keep their sign, so that the parts add up to what was given back.
 */
export function refundEvents(from: RefundPayload, place: RefundPlace): OutgoingEvent[] {
  const { shop, context } = place;
  const time = from.processed_at ?? from.created_at;
  const version = Date.parse(time);
  const currency = currencyOf(from, place);
  const money = (amount = '0') => ({ amount, currency });
  const parts = partsOf(from, place);
  const bodies = parts.map(({ part, ...rest }) => ({
    ...rest,
    refund_id: `${shop.shop}:${from.id}${part}`,
    order_id: orderId(shop, from.order_id),
    reason: cut(rest.reason ?? from.note, 500),
    amount: money(rest.amount),
    tax: money(rest.tax),
    shipping: money(rest.shipping),
    restock: rest.restock ?? false,
    processed_at: time,
  }));
  return [
    ...bodies.map((body) => eventOf(context, shop, refund, { body, time, version })),
    ...from.transactions.map((each) => paymentEvent(each, shop, context)),
  ];
}

function partsOf(from: RefundPayload, place: RefundPlace): Part[] {
  const parts = [
    ...lineParts(from, place),
    ...shippingParts(from, place),
    ...adjustmentParts(from),
    ...extraParts(from),
  ];
  return parts.length > 0 ? parts : [{ part: '', amount: moneyMoved(from), restock: from.restock ?? false }];
}

function lineParts({ refund_line_items, restock }: RefundPayload, { taxesIncluded }: RefundPlace): Part[] {
  return refund_line_items.map((line) => {
    const subtotal = line.subtotal_set?.shop_money.amount ?? line.subtotal ?? '0';
    const tax = line.total_tax_set?.shop_money.amount ?? line.total_tax ?? '0';
    return {
      part: `:${line.id}`,
      line_id: line.line_item_id,
      sku: line.line_item?.sku,
      qty: line.quantity,
      amount: taxesIncluded ? minus(subtotal, tax) : subtotal,
      tax,
      restock: line.restock_type === undefined ? (restock ?? false) : line.restock_type !== 'no_restock',
    };
  });
}

function shippingParts({ refund_shipping_lines }: RefundPayload, { taxesIncluded }: RefundPlace): Part[] {
  return refund_shipping_lines.map((line) => {
    const subtotal = line.subtotal_amount_set.shop_money.amount;
    const tax = line.tax_amount_set?.shop_money.amount ?? '0';
    return { part: `:s${line.id}`, shipping: taxesIncluded ? minus(subtotal, tax) : subtotal, tax };
  });
}

/** Adjustments are negative where the buyer gets money. Newer versions repeat a shipping refund as a shipping line. */
function adjustmentParts({ order_adjustments, refund_shipping_lines }: RefundPayload): Part[] {
  return order_adjustments
    .filter((each) => each.kind !== 'shipping_refund' || refund_shipping_lines.length === 0)
    .map((each) => {
      const given = negated(each.amount_set?.shop_money.amount ?? each.amount);
      const tax = negated(each.tax_amount_set?.shop_money.amount ?? each.tax_amount ?? '0');
      const kind = each.kind === 'shipping_refund' ? { shipping: given } : { amount: given };
      return { part: `:a${each.id}`, reason: each.reason, tax, ...kind };
    });
}

/** Duties are a tax; additional fees are goods. */
function extraParts({ total_duties_set: duties, total_additional_fees_set: fees }: RefundPayload): Part[] {
  const some = (set: MoneySet | undefined) => set !== undefined && !isZero(set.shop_money.amount);
  return [
    ...(some(duties) ? [{ part: ':duties', tax: duties!.shop_money.amount }] : []),
    ...(some(fees) ? [{ part: ':fees', amount: fees!.shop_money.amount }] : []),
  ];
}

/** What left the account, for a refund that names no goods. */
function moneyMoved({ transactions }: RefundPayload): string {
  return sum(
    transactions
      .filter((each) => each.kind === 'refund' && each.status === 'success')
      .map((each) => each.amount),
  );
}

function currencyOf(from: RefundPayload, { currency, shop }: RefundPlace): string {
  const sets = [
    from.refund_line_items[0]?.subtotal_set,
    from.refund_shipping_lines[0]?.subtotal_amount_set,
    from.order_adjustments[0]?.amount_set,
    from.total_duties_set,
  ];
  const inShopMoney = sets.find((set) => set !== undefined)?.shop_money.currency_code;
  // Money that names no goods is known by its transactions only, in the currency the buyer paid in.
  const bare =
    from.refund_line_items.length + from.refund_shipping_lines.length + from.order_adjustments.length;
  const moved = from.transactions[0]?.currency;
  return inShopMoney ?? (bare === 0 ? (moved ?? currency) : (currency ?? moved)) ?? shop.currency;
}
