import {
  type Body,
  type OutgoingEvent,
  order,
  orderStatus,
  outgoing,
  payment,
  refund,
  returnOrder,
} from '#ingestion';
import { isoInstant } from '../days.ts';
import { money } from '../money.ts';
import type { Emit } from './item.ts';
import { isDetailed, isOvertaken, type Plan } from './plan.ts';
import type { Sale } from './sale.ts';

type Status = Body<typeof order>['status'];
type Step = {
  at: number;
  status: Status;
  actor: 'buyer' | 'seller' | 'platform' | 'system';
  returned?: boolean;
};

/** Attributes of every event about a sale. */
export function envelopeOf(sale: Sale, at: number) {
  const { shop } = sale;
  return {
    source: shop.traits.source,
    time: isoInstant(at),
    version: at,
    channel: shop.channel,
    shop: shop.id,
  };
}

/** The states an order passes through, in time. */
export function stepsOf(sale: Sale): Step[] {
  const { placedAt, paidAt, cancelledAt, shippedAt, deliveredAt, refund: given } = sale;
  const steps: Step[] = [{ at: placedAt, status: 'pending', actor: 'buyer' }];
  // A payment within seconds is part of placing the order.
  if (paidAt - placedAt < 10_000) steps.pop();
  steps.push({ at: paidAt, status: 'paid', actor: 'system' });
  if (cancelledAt !== undefined) {
    steps.push({ at: cancelledAt, status: 'cancelled', actor: 'buyer' });
    return steps;
  }
  steps.push({ at: shippedAt, status: 'shipped', actor: 'seller' });
  steps.push({ at: deliveredAt, status: 'delivered', actor: 'platform' });
  if (given) steps.push({ at: given.at, status: 'delivered', actor: 'platform', returned: true });
  return steps;
}

/** The order itself whenever it changes, each change of status, and payments where a gateway takes them. */
export function emitOrder(plan: Plan, sale: Sale, emit: Emit): void {
  const steps = stepsOf(sale);
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    const { at } = step;
    if (!next || !isOvertaken(plan, at, next.at)) {
      emit({ at, tie: sale.tie + index, event: () => orderEvent(sale, step) });
    }
    if (!step.returned && isDetailed(plan, at)) {
      const from = index === 0 ? undefined : steps[index - 1]!.status;
      emit({ at, tie: sale.tie + 8 + index, event: () => statusEvent(sale, step, from) });
    }
  }
  const { gateway } = sale.shop.traits;
  if (gateway) {
    emit({
      at: sale.paidAt,
      tie: sale.tie + 16,
      event: () => paymentEvent(sale, gateway, 'sale', sale.paidAt, sale.total),
    });
    if (sale.cancelledAt !== undefined) {
      const at = sale.cancelledAt;
      emit({ at, tie: sale.tie + 17, event: () => paymentEvent(sale, gateway, 'refund', at, sale.total) });
    }
  }
  if (sale.refund) emitReturn(plan, sale, emit);
}

function orderEvent(sale: Sale, step: Step): OutgoingEvent {
  const { shop, lines } = sale;
  const { currency } = shop;
  const amount = (minor: number) => money(minor, currency);
  const sum = (of: (line: Sale['lines'][number]) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  const cancelled = step.status === 'cancelled';
  const gone = step.status === 'shipped' || step.status === 'delivered';
  const [city, region, postal_prefix] = sale.city;
  return outgoing(order, {
    ...envelopeOf(sale, step.at),
    body: {
      order_id: sale.id,
      channel_order_no: sale.no,
      marketplace: shop.marketplace,
      status: step.status,
      placed_at: isoInstant(sale.placedAt),
      ...(step.status === 'pending' ? {} : { paid_at: isoInstant(sale.paidAt) }),
      promise_deliver_by: isoInstant(sale.promisedAt),
      ...(cancelled ? { cancelled_at: isoInstant(step.at) } : {}),
      ...(sale.customer === undefined ? {} : { customer_key: `${shop.id}:c${sale.customer}` }),
      ship_to: { country: shop.country, region, city, postal_prefix },
      fulfilment: shop.fulfilment,
      totals: {
        items: amount(sum((line) => line.gross)),
        shipping: amount(sale.shipping),
        discount_seller: amount(sum((line) => line.discount)),
        discount_platform: amount(0),
        tax: amount(sum((line) => line.tax)),
        total: amount(sale.total),
      },
      tax_mode: shop.taxMode,
      lines: lines.map((line, index) => ({
        line_id: String(index + 1),
        sku: line.offer.sku.sku,
        qty: String(line.qty),
        unit_price: amount(line.price),
        discount: amount(line.discount),
        tax: amount(line.tax),
        status: cancelled
          ? ('cancelled' as const)
          : step.returned && sale.refund?.line === index
            ? ('returned' as const)
            : gone
              ? ('shipped' as const)
              : ('open' as const),
      })),
    },
  });
}

function statusEvent(sale: Sale, step: Step, from: Status | undefined): OutgoingEvent {
  return outgoing(orderStatus, {
    ...envelopeOf(sale, step.at),
    key: sale.id,
    body: {
      change_id: `${sale.id}:${step.status}:${step.at}`,
      order_id: sale.id,
      ...(from ? { from } : {}),
      to: step.status,
      at: isoInstant(step.at),
      actor: step.actor,
    },
  });
}

function paymentEvent(
  sale: Sale,
  gateway: string,
  kind: 'sale' | 'refund',
  at: number,
  minor: number,
): OutgoingEvent {
  return outgoing(payment, {
    ...envelopeOf(sale, at),
    source: gateway,
    body: {
      payment_id: `${sale.id}:${kind}:${at}`,
      order_id: sale.id,
      gateway,
      method: sale.tie % 3 === 0 ? 'wallet' : 'card',
      kind,
      amount: money(minor, sale.shop.currency),
      status: 'succeeded',
      at: isoInstant(at),
    },
  });
}

/** Goods that come back: the request, then what was received, and the money. */
function emitReturn(plan: Plan, sale: Sale, emit: Emit): void {
  const given = sale.refund!;
  const line = sale.lines[given.line]!;
  const { currency } = sale.shop;
  const base = {
    return_id: `${sale.id}:r1`,
    order_id: sale.id,
    lines: [{ line_id: String(given.line + 1), sku: line.offer.sku.sku, qty: String(given.qty) }],
    reason_code: given.reason,
    requested_at: isoInstant(given.requestedAt),
  };
  if (!isOvertaken(plan, given.requestedAt, given.at)) {
    const event = () =>
      outgoing(returnOrder, {
        ...envelopeOf(sale, given.requestedAt),
        body: { ...base, status: 'requested' },
      });
    emit({ at: given.requestedAt, tie: sale.tie + 20, event });
  }
  const { condition } = given;
  const received_at = isoInstant(given.at - 3_600_000 < given.requestedAt ? given.at : given.at - 3_600_000);
  const closed = { ...base, status: 'refunded' as const, condition, received_at };
  emit({
    at: given.at,
    tie: sale.tie + 21,
    event: () =>
      outgoing(returnOrder, {
        ...envelopeOf(sale, given.at),
        body: { ...closed, refund: money(given.amount + given.tax + given.shipping, currency) },
      }),
  });
  emit({
    at: given.at,
    tie: sale.tie + 22,
    event: () =>
      outgoing(refund, {
        ...envelopeOf(sale, given.at),
        body: {
          refund_id: `${sale.id}:f1`,
          order_id: sale.id,
          line_id: String(given.line + 1),
          sku: line.offer.sku.sku,
          qty: String(given.qty),
          reason: given.reason,
          amount: money(given.amount, currency),
          tax: money(given.tax, currency),
          shipping: money(given.shipping, currency),
          restock: given.condition === 'sellable',
          processed_at: isoInstant(given.at),
        },
      }),
  });
  const { gateway } = sale.shop.traits;
  if (gateway) {
    const total = given.amount + given.tax + given.shipping;
    emit({
      at: given.at,
      tie: sale.tie + 23,
      event: () => paymentEvent(sale, gateway, 'refund', given.at, total),
    });
  }
}
