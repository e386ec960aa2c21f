import { localDay } from '../days.ts';
import type { Costs } from '../world/costs.ts';
import type { World } from '../world/world.ts';
import type { Emit, LedgerEntry } from './item.ts';
import { freightOf } from './parcel-events.ts';
import type { Sale } from './sale.ts';

/**
 * Writes down what a sale brings and costs, when it becomes true. Days are those of the marketplace's zone: sales,
 * cancellations and cost of goods belong to the day of the order, refunds and freight to their own.
 */
export function recordSale(world: World, costs: Costs, sale: Sale, emit: Emit): void {
  const { shop, day } = sale;
  const entry = (account: string, amount: number, on = day, currency = shop.currency): LedgerEntry => ({
    day: on,
    shop: shop.id,
    account,
    currency,
    amount,
  });
  const sum = (of: (line: Sale['lines'][number]) => number) =>
    sale.lines.reduce((total, line) => total + of(line), 0);
  const gross = sum((line) => line.gross);
  const discount = sum((line) => line.discount);
  const tax = sum((line) => line.tax);
  const included = shop.taxMode === 'included' ? tax : 0;
  const units = sum((line) => line.qty);
  const record = (at: number, tie: number, entries: LedgerEntry[]) =>
    emit({ at, tie: sale.tie + tie, entries });

  record(sale.paidAt - sale.placedAt < 10_000 ? sale.paidAt : sale.placedAt, 60, [
    entry('orders', 1, day, ''),
    entry('units', units, day, ''),
    entry('gross', gross),
    entry('discount', discount),
    entry('tax', tax),
    entry('included_tax', included),
    entry('shipping', sale.shipping),
  ]);
  if (sale.cancelledAt !== undefined) {
    record(sale.cancelledAt, 61, [
      entry('cancelled_orders', 1, day, ''),
      entry('units', -units, day, ''),
      entry('cancelled', gross),
      entry('discount', -discount),
      entry('tax', -tax),
      entry('included_tax', -included),
      entry('shipping', -sale.shipping),
    ]);
    return;
  }
  record(
    sale.shippedAt,
    61,
    sale.lines.flatMap(({ offer, qty }) => {
      const { purchase, other, firstMile, duty } = costs.of(offer.sku, shop.entity, shop.entityCurrency, day);
      return [
        entry('C100', -qty * (purchase + other), day, shop.entityCurrency),
        entry('C110', -qty * firstMile, day, shop.entityCurrency),
        entry('C120', -qty * duty, day, shop.entityCurrency),
      ];
    }),
  );
  const freight = freightOf(world, sale);
  if (freight) {
    const on = localDay(shop.zone, sale.shippedAt);
    record(sale.shippedAt, 62, [entry('C240', -freight.estimated, on)]);
    record(freight.invoicedAt, 63, [entry('C240', freight.estimated - freight.invoiced, on)]);
  }
  if (sale.refund) {
    const { at, amount, tax: refundTax, shipping } = sale.refund;
    const on = localDay(shop.zone, at);
    record(at, 62, [
      entry('refunds', amount, on),
      entry('refund_tax', refundTax, on),
      entry('refund_shipping', shipping, on),
    ]);
  }
}
