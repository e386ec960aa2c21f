import { z } from 'zod';
import { EntrepotError } from '#errors';
import type { Body } from '../../contracts/contract.ts';
import { cut } from '../../contracts/cut.ts';
import { order } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { amount, ident, instantUtc, known, listOf, readAs, wordIn } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { perUnit, sum } from '../payload/money.ts';
import { eventOf, type ObjectMapping, type SourceContext, shopOf } from '../source.ts';
import { buyerKey } from './buyer.ts';
import { marketplaceCode } from './marketplaces.ts';
import { fulfilledBy, orderStatusV0 } from './words.ts';

const money = z.object({ CurrencyCode: ident, Amount: amount });

const orderItem = z.object({
  OrderItemId: ident,
  ASIN: known(ident),
  SellerSKU: known(ident),
  Title: known(z.string()),
  QuantityOrdered: amount,
  QuantityShipped: known(amount),
  ItemPrice: known(money),
  ItemTax: known(money),
  ShippingPrice: known(money),
  ShippingTax: known(money),
  ShippingDiscount: known(money),
  GiftWrapPrice: known(money),
  GiftWrapTax: known(money),
  PromotionDiscount: known(money),
});

const orderV0 = z.object({
  AmazonOrderId: ident,
  PurchaseDate: instantUtc,
  LastUpdateDate: instantUtc,
  OrderStatus: ident,
  FulfillmentChannel: known(ident),
  MarketplaceId: known(ident),
  OrderTotal: known(money),
  LatestShipDate: known(instantUtc),
  LatestDeliveryDate: known(instantUtc),
  BuyerInfo: known(z.object({ BuyerEmail: known(z.string()) })),
  BuyerEmail: known(z.string()),
  ShippingAddress: known(
    z.object({
      CountryCode: known(z.string()),
      StateOrRegion: known(z.string()),
      City: known(z.string()),
      PostalCode: known(z.string()),
    }),
  ),
  OrderItems: known(listOf(orderItem)),
});

type OrderV0 = z.output<typeof orderV0>;
type OrderItem = z.output<typeof orderItem>;

/**
 * Answers of getOrder and getOrders, and records `{ "Order": …, "OrderItems": [ … ] }`, in which the fetcher puts an
 * order together with its getOrderItems answer: neither of the two alone is the whole order.
 */
export const mapOrdersV0: ObjectMapping = (payload, context) =>
  ordersIn(payload).map((each) => orderEvent(readAs(orderV0, each, 'Amazon order'), context));

function ordersIn(payload: Payload): Payload[] {
  const record = asObject(payload);
  if (record.payload !== undefined)
    return ordersIn({ ...record, ...asObject(record.payload), payload: undefined! });
  if (Array.isArray(record.Orders)) return record.Orders;
  if (record.Order !== undefined) {
    const items = asObject(record.OrderItems ?? null).OrderItems ?? record.OrderItems;
    return [{ ...asObject(record.Order), ...(items === undefined ? {} : { OrderItems: items }) }];
  }
  if (record.OrderItems !== undefined && record.PurchaseDate === undefined) {
    throw new EntrepotError('PAYLOAD_INVALID', 'Amazon order items came without their order.', {
      asked: 'OrderItems',
      fix: 'Write one record per order: { "Order": …, "OrderItems": [ … ] }.',
    });
  }
  return [record];
}

function asObject(payload: Payload): { [key: string]: Payload } {
  return payload !== null && typeof payload === 'object' && !Array.isArray(payload) ? payload : {};
}

/** A page of orders has no items: the same update with items comes one millisecond later, and so prevails. */
function orderEvent(from: OrderV0, context: SourceContext): OutgoingEvent {
  const shop = shopOf(context, { marketplace: marketplaceCode(from.MarketplaceId) });
  const items = from.OrderItems ?? [];
  const currency =
    from.OrderTotal?.CurrencyCode ?? items.find((item) => item.ItemPrice)?.ItemPrice?.CurrencyCode;
  const money = (text = '0') => ({ amount: text, currency: currency ?? shop.currency });
  const add = (...names: (keyof OrderItem)[]) =>
    money(sum(items.flatMap((item) => names.map((name) => amountOf(item[name])))));
  const totals = {
    items: add('ItemPrice'),
    shipping: add('ShippingPrice', 'GiftWrapPrice'),
    discount_seller: add('PromotionDiscount', 'ShippingDiscount'),
    discount_platform: money(),
    tax: add('ItemTax', 'ShippingTax', 'GiftWrapTax'),
  };
  const status = wordIn(orderStatusV0, from.OrderStatus, 'Amazon OrderStatus');
  const body: Body<typeof order> = {
    order_id: `${shop.shop}:${from.AmazonOrderId}`,
    channel_order_no: from.AmazonOrderId,
    marketplace: marketplaceCode(from.MarketplaceId) ?? shop.marketplace,
    status,
    channel_status: from.OrderStatus,
    placed_at: from.PurchaseDate,
    promise_ship_by: from.LatestShipDate,
    promise_deliver_by: from.LatestDeliveryDate,
    customer_key: buyerKey(shop.channel, from.BuyerInfo?.BuyerEmail ?? from.BuyerEmail),
    ship_to: {
      country: from.ShippingAddress?.CountryCode,
      region: from.ShippingAddress?.StateOrRegion,
      city: from.ShippingAddress?.City,
      postal_prefix: from.ShippingAddress?.PostalCode?.slice(0, 3),
    },
    fulfilment: wordIn(fulfilledBy, from.FulfillmentChannel ?? 'MFN', 'Amazon FulfillmentChannel'),
    totals: { ...totals, total: from.OrderTotal ? money(from.OrderTotal.Amount) : totals.items },
    tax_mode: shop.taxMode,
    lines: items.map((item) => ({
      line_id: item.OrderItemId,
      sku: item.SellerSKU ?? item.ASIN ?? item.OrderItemId,
      channel_sku: item.SellerSKU,
      asin: item.ASIN,
      title: cut(item.Title, 500),
      qty: item.QuantityOrdered,
      unit_price: money(perUnit(amountOf(item.ItemPrice), item.QuantityOrdered)),
      discount: money(amountOf(item.PromotionDiscount)),
      tax: money(amountOf(item.ItemTax)),
      status: lineStatus(item, status),
    })),
  };
  const version = Date.parse(from.LastUpdateDate) + (from.OrderItems ? 1 : 0);
  return eventOf(context, shop, order, { body, time: from.LastUpdateDate, version });
}

function amountOf(value: OrderItem[keyof OrderItem]): string {
  return typeof value === 'object' ? value.Amount : '0';
}

/** ItemPrice is of all units ordered; units Amazon cancelled are taken out of QuantityOrdered. */
function lineStatus(item: OrderItem, status: Body<typeof order>['status']) {
  const ordered = Number(item.QuantityOrdered);
  if (status === 'cancelled' || ordered === 0) return 'cancelled';
  return Number(item.QuantityShipped ?? '0') >= ordered ? 'shipped' : 'open';
}
