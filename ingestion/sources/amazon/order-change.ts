import { z } from 'zod';
import { cut } from '../../contracts/cut.ts';
import { orderStatus } from '../../contracts/index.ts';
import { ident, instantUtc, known, readAs, wordIn } from '../payload/fields.ts';
import { eventOf, type ObjectMapping, shopOf } from '../source.ts';
import { marketplaceCode } from './marketplaces.ts';
import { changeActor, orderStatusV0 } from './words.ts';

const notification = z.object({
  EventTime: known(instantUtc),
  Payload: z.object({
    OrderChangeNotification: z.object({
      SellerId: known(ident),
      AmazonOrderId: ident,
      OrderChangeType: ident,
      OrderChangeTrigger: known(
        z.object({ TimeOfOrderChange: known(instantUtc), ChangeReason: known(z.string()) }),
      ),
      Summary: z.object({ MarketplaceId: known(ident), OrderStatus: ident }),
    }),
  }),
});

/** ORDER_CHANGE notifications are thin: they tell that an order moved, the order itself is fetched. */
export const mapOrderChange: ObjectMapping = (payload, context) => {
  const { EventTime, Payload } = readAs(notification, payload, 'Amazon ORDER_CHANGE');
  const { Summary, ...change } = Payload.OrderChangeNotification;
  const account = context.account ?? change.SellerId;
  const shop = shopOf({ ...context, account }, { marketplace: marketplaceCode(Summary.MarketplaceId) });
  const at = change.OrderChangeTrigger?.TimeOfOrderChange ?? EventTime ?? context.receivedAt;
  const to = wordIn(orderStatusV0, Summary.OrderStatus, 'Amazon OrderStatus');
  const order = `${shop.shop}:${change.AmazonOrderId}`;
  const body = {
    change_id: `${order}:${to}:${Date.parse(at)}`,
    order_id: order,
    to,
    at,
    reason: cut(change.OrderChangeTrigger?.ChangeReason, 500),
    actor: wordIn(changeActor, change.OrderChangeType, 'Amazon OrderChangeType'),
  };
  return [eventOf(context, shop, orderStatus, { body, time: at, version: Date.parse(at) })];
};
