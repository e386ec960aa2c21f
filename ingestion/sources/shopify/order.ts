import type { Body } from '../../contracts/contract.ts';
import { cut } from '../../contracts/cut.ts';
import { order } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { readAs, wordIn } from '../payload/fields.ts';
import { type Money, sum } from '../payload/money.ts';
import type { Shop } from '../shops.ts';
import { eventOf, type ObjectMapping, type SourceContext, shopOf } from '../source.ts';
import { type LineItemPayload, type OrderPayload, orderPayload } from './payload.ts';
import { refundEvents } from './refund.ts';
import { customerKey, membersOf, orderId, testOf } from './resource.ts';
import { financialStatus, fulfillmentService, fulfillmentStatus } from './words.ts';

/** `orders/*` webhooks carry the bare order; REST answers wrap one in `order`, a page in `orders`. */
export const mapOrders: ObjectMapping = (payload, context) =>
  membersOf(payload, 'order').flatMap((each) => {
    const read = readAs(orderPayload, each, 'Shopify order');
    if (read.test === true) throw testOf('order', read.id);
    return orderEvents(read, shopOf(context), context);
  });

/** `orders/delete` says only which order is gone. */
export const mapDeletedOrder: ObjectMapping = (payload, context) => {
  const { id } = readAs(orderPayload.pick({ id: true }), payload, 'Shopify deleted order');
  const shop = shopOf(context);
  const body = { order_id: orderId(shop, id) } as Body<typeof order>;
  const version = Date.parse(context.receivedAt);
  return [eventOf(context, shop, order, { body, time: context.receivedAt, version, op: 'delete' })];
};

function orderEvents(from: OrderPayload, shop: Shop, context: SourceContext): OutgoingEvent[] {
  const version = Date.parse(from.updated_at);
  const taxesIncluded = from.taxes_included ?? shop.taxMode === 'included';
  return [
    eventOf(context, shop, order, { body: orderBody(from, shop), time: from.updated_at, version }),
    ...from.refunds.flatMap((each) =>
      refundEvents(each, { shop, context, taxesIncluded, currency: from.currency }),
    ),
  ];
}

function orderBody(from: OrderPayload, shop: Shop): Body<typeof order> & Record<string, unknown> {
  const { currency } = from;
  const money = (amount: string): Money => ({ amount, currency });
  const address = from.shipping_address ?? from.billing_address;
  const presentment = from.total_price_set?.presentment_money;
  return {
    order_id: orderId(shop, from.id),
    channel_order_no: from.id,
    marketplace: shop.marketplace,
    status: orderStatus(from),
    channel_status: [from.financial_status, from.fulfillment_status ?? 'unfulfilled']
      .filter(Boolean)
      .join('/'),
    placed_at: from.created_at,
    cancelled_at: from.cancelled_at,
    customer_key: from.customer && customerKey(shop, from.customer.id),
    ship_to: {
      country: address?.country_code,
      country_raw: address?.country,
      region: address?.province,
      city: address?.city,
      postal_prefix: address?.zip?.slice(0, 3),
    },
    fulfilment: fulfilmentOf(from.line_items),
    totals: {
      items: money(from.total_line_items_price),
      shipping: money(
        from.total_shipping_price_set?.shop_money.amount ??
          sum(from.shipping_lines.map((line) => line.price_set?.shop_money.amount ?? line.price)),
      ),
      discount_seller: money(from.total_discounts),
      discount_platform: money('0'),
      tax: money(from.total_tax ?? '0'),
      tip: from.total_tip_received === undefined ? undefined : money(from.total_tip_received),
      total: money(from.total_price),
    },
    tax_mode: taxMode(from, shop),
    presentment: presentment && { amount: presentment.amount, currency: presentment.currency_code },
    lines: from.line_items.map((line) => lineBody(line, from, money)),
    // What has no field of its own is kept as the source said it.
    channel_order_name: from.name,
    cancel_reason: from.cancel_reason,
    source_name: from.source_name,
  };
}

function lineBody(line: LineItemPayload, from: OrderPayload, money: (amount: string) => Money) {
  const allocated = line.discount_allocations.map(
    (each) => each.amount_set?.shop_money.amount ?? each.amount,
  );
  return {
    line_id: line.id,
    sku: line.sku ?? (line.variant_id ? `variant-${line.variant_id}` : 'custom-item'),
    channel_sku: line.variant_id,
    title: cut(line.title, 500),
    qty: line.quantity,
    unit_price: money(line.price_set?.shop_money.amount ?? line.price),
    discount: money(allocated.length > 0 ? sum(allocated) : (line.total_discount ?? '0')),
    tax: money(sum(line.tax_lines.map((tax) => tax.price_set?.shop_money.amount ?? tax.price))),
    status: lineStatus(line, from),
  };
}

/**
 * A line that was removed or given back before it left stays `open`: Shopify reports its worth as a refund, and
 * counting it as cancelled too would take it back twice.
 */
function lineStatus(
  line: LineItemPayload,
  from: OrderPayload,
): Body<typeof order>['lines'][number]['status'] {
  if (from.cancelled_at) return 'cancelled';
  if (line.fulfillment_status !== 'fulfilled') return 'open';
  return Number(line.current_quantity ?? 1) === 0 ? 'returned' : 'shipped';
}

function orderStatus(from: OrderPayload): Body<typeof order>['status'] {
  if (from.cancelled_at) return 'cancelled';
  const goods = from.fulfillment_status;
  const moved =
    goods === undefined ? undefined : wordIn(fulfillmentStatus, goods, 'Shopify fulfillment_status');
  const paid = wordIn(financialStatus, from.financial_status ?? 'pending', 'Shopify financial_status');
  if (moved === 'shipped') {
    const sent = from.fulfillments.filter((each) => each.status !== 'cancelled');
    const arrived = sent.length > 0 && sent.every((each) => each.shipment_status === 'delivered');
    return arrived ? 'delivered' : 'shipped';
  }
  return moved ?? (from.closed_at && paid === 'paid' ? 'closed' : paid);
}

function fulfilmentOf(lines: readonly LineItemPayload[]): Body<typeof order>['fulfilment'] {
  const service = lines.find((line) => line.fulfillment_service)?.fulfillment_service ?? 'manual';
  return fulfillmentService[service] ?? '3pl';
}

function taxMode(from: OrderPayload, shop: Shop): Body<typeof order>['tax_mode'] {
  if (from.tax_lines.length > 0 && from.tax_lines.every((line) => line.channel_liable)) return 'marketplace';
  if (from.taxes_included === undefined) return shop.taxMode;
  return from.taxes_included ? 'included' : 'excluded';
}
