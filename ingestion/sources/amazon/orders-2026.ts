import { z } from 'zod';
import type { Body } from '../../contracts/contract.ts';
import { cut } from '../../contracts/cut.ts';
import { order } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { amount, ident, instantUtc, known, listOf, readAs, wordIn } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { magnitude, perUnit, sum } from '../payload/money.ts';
import { eventOf, type ObjectMapping, type SourceContext, shopOf } from '../source.ts';
import { buyerKey } from './buyer.ts';
import { marketplaceCode } from './marketplaces.ts';
import { fulfilledBy, fulfillmentStatus2026 } from './words.ts';

const money = z.object({ amount, currencyCode: ident });
const proceeds = z.object({
  grandTotal: known(money),
  proceedsTotal: known(money),
  breakdowns: listOf(z.object({ type: ident, subtotal: known(money) })),
});
const window = known(z.object({ latestDateTime: known(instantUtc) }));

const orderItem = z.object({
  orderItemId: ident,
  quantityOrdered: amount,
  product: z.object({
    asin: known(ident),
    title: known(z.string()),
    sellerSku: known(ident),
    price: known(z.object({ unitPrice: known(money) })),
  }),
  proceeds: known(proceeds),
  cancellation: known(z.object({ cancellationExecution: known(z.object({})) })),
  fulfillment: known(z.object({ quantityFulfilled: known(amount), quantityUnfulfilled: known(amount) })),
});

const order2026 = z.object({
  orderId: ident,
  createdTime: instantUtc,
  lastUpdatedTime: instantUtc,
  salesChannel: known(z.object({ marketplaceId: known(ident), marketplaceName: known(z.string()) })),
  buyer: known(z.object({ buyerEmail: known(z.string()) })),
  recipient: known(
    z.object({
      deliveryAddress: known(
        z.object({
          countryCode: known(z.string()),
          stateOrRegion: known(z.string()),
          city: known(z.string()),
          postalCode: known(z.string()),
        }),
      ),
    }),
  ),
  proceeds: known(proceeds),
  fulfillment: known(
    z.object({
      fulfillmentStatus: ident,
      fulfilledBy: known(ident),
      shipByWindow: window,
      deliverByWindow: window,
    }),
  ),
  orderItems: listOf(orderItem),
});

type Order2026 = z.output<typeof order2026>;
type Proceeds = z.output<typeof proceeds>;

/** Answers of searchOrders and getOrder of the orders API 2026-01-01. */
export const mapOrders2026: ObjectMapping = (payload, context) =>
  ordersIn(payload).map((each) => orderEvent(readAs(order2026, each, 'Amazon order'), context));

function ordersIn(payload: Payload): Payload[] {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return [payload];
  if (payload.payload !== undefined) return ordersIn(payload.payload);
  return Array.isArray(payload.orders) ? payload.orders : [payload.order ?? payload];
}

function orderEvent(from: Order2026, context: SourceContext): OutgoingEvent {
  const marketplace = marketplaceCode(from.salesChannel?.marketplaceId);
  const shop = shopOf(context, { marketplace });
  const currency =
    from.proceeds?.grandTotal?.currencyCode ??
    from.orderItems.find((item) => item.product.price?.unitPrice)?.product.price?.unitPrice?.currencyCode ??
    shop.currency;
  const money = (amount: string) => ({ amount, currency });
  const all = from.orderItems.map((item) => item.proceeds);
  // The order's own breakdowns are the whole order's; the items' are used where the order has none.
  const total = (...types: string[]) =>
    from.proceeds?.breakdowns.length ? part(from.proceeds, types) : sum(all.map((each) => part(each, types)));
  const address = from.recipient?.deliveryAddress;
  const status = statusOf(from);
  const items = total('ITEM');
  const body: Body<typeof order> = {
    order_id: `${shop.shop}:${from.orderId}`,
    channel_order_no: from.orderId,
    marketplace: marketplace ?? shop.marketplace,
    status,
    channel_status: from.fulfillment?.fulfillmentStatus,
    placed_at: from.createdTime,
    promise_ship_by: from.fulfillment?.shipByWindow?.latestDateTime,
    promise_deliver_by: from.fulfillment?.deliverByWindow?.latestDateTime,
    customer_key: buyerKey(shop.channel, from.buyer?.buyerEmail),
    ship_to: {
      country: address?.countryCode,
      region: address?.stateOrRegion,
      city: address?.city,
      postal_prefix: address?.postalCode?.slice(0, 3),
    },
    fulfilment: wordIn(fulfilledBy, from.fulfillment?.fulfilledBy ?? 'MERCHANT', 'Amazon fulfilledBy'),
    totals: {
      items: money(items),
      shipping: money(total('SHIPPING', 'GIFT_WRAP', 'COD_FEE', 'OTHER')),
      discount_seller: money(magnitude(total('DISCOUNT'))),
      discount_platform: money('0'),
      tax: money(total('TAX')),
      tip: money(total('DELIVERY_TIP')),
      total: money(from.proceeds?.grandTotal?.amount ?? items),
    },
    tax_mode: shop.taxMode,
    lines: from.orderItems.map((item) => ({
      line_id: item.orderItemId,
      sku: item.product.sellerSku ?? item.product.asin ?? item.orderItemId,
      channel_sku: item.product.sellerSku,
      asin: item.product.asin,
      title: cut(item.product.title, 500),
      qty: item.quantityOrdered,
      unit_price: money(
        item.product.price?.unitPrice?.amount ?? perUnit(part(item.proceeds, ['ITEM']), item.quantityOrdered),
      ),
      discount: money(magnitude(part(item.proceeds, ['DISCOUNT']))),
      tax: money(part(item.proceeds, ['TAX'])),
      status: lineStatus(item, status),
    })),
  };
  const version = Date.parse(from.lastUpdatedTime);
  return eventOf(context, shop, order, { body, time: from.lastUpdatedTime, version });
}

/** Without the fulfilment data set the answer does not say; the order exists, so it is at least pending. */
function statusOf({ fulfillment }: Order2026): Body<typeof order>['status'] {
  if (!fulfillment) return 'pending';
  return wordIn(fulfillmentStatus2026, fulfillment.fulfillmentStatus, 'Amazon fulfillmentStatus');
}

function part(from: Proceeds | undefined, types: readonly string[]): string {
  const chosen = from?.breakdowns.filter((each) => types.includes(each.type)) ?? [];
  return sum(chosen.map((each) => each.subtotal?.amount ?? '0'));
}

/** A line the order's status does not decide is shipped when every unit is; a request to cancel changes nothing. */
function lineStatus(item: Order2026['orderItems'][number], status: Body<typeof order>['status']) {
  const fulfilled = Number(item.fulfillment?.quantityFulfilled ?? '0');
  if (status === 'cancelled') return 'cancelled';
  if (item.cancellation?.cancellationExecution && fulfilled === 0) return 'cancelled';
  return fulfilled > 0 && fulfilled >= Number(item.quantityOrdered) ? 'shipped' : 'open';
}
