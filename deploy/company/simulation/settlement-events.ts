import { outgoing, settlementLine } from '#ingestion';
import { dayLength, isoDay, isoInstant, localDay } from '../days.ts';
import { money, share, toMinor } from '../money.ts';
import { uniform } from '../random.ts';
import type { Shop } from '../world/shops.ts';
import type { World } from '../world/world.ts';
import type { Emit } from './item.ts';
import type { Sale } from './sale.ts';

/** A deduction: minor units of the shop's currency, positive. */
type Charge = { name: string; code: string; amount: number; at: number; id: string };

/** Channels settle every second Thursday. */
function settlementOf(shop: Shop, day: number): { id: string; deposit: string } {
  const period = Math.floor(day / 14);
  return { id: `${shop.id}-${period}`, deposit: isoDay((period + 1) * 14 + 2) };
}

function emitCharge(
  shop: Shop,
  charge: Charge,
  tie: number,
  emit: Emit,
  of?: { order: string; sku: string },
): void {
  if (charge.amount === 0) return;
  const { at } = charge;
  const day = localDay(shop.zone, at);
  const settlement = settlementOf(shop, day);
  emit({
    at,
    tie,
    entries: [{ day, shop: shop.id, account: charge.code, currency: shop.currency, amount: -charge.amount }],
    event: () =>
      outgoing(settlementLine, {
        source: shop.traits.gateway ?? shop.traits.source,
        time: isoInstant(at),
        version: at,
        channel: shop.channel,
        shop: shop.id,
        body: {
          line_id: charge.id,
          settlement_id: settlement.id,
          ...(of ? { order_id: of.order, sku: of.sku } : {}),
          raw_type: charge.name,
          pnl_code: charge.code,
          amount: money(-charge.amount, shop.currency),
          posted_at: isoInstant(at),
          deposit_date: settlement.deposit,
        },
      }),
  });
}

/** What the channel keeps of a sale, posted when it ships, and what a return costs. */
export function emitSettlement(world: World, sale: Sale, emit: Emit): void {
  if (sale.cancelledAt !== undefined) return;
  const { shop } = sale;
  const usd = (amount: number) => toMinor(world.fx.fromUsd(amount, shop.currency, sale.day), shop.currency);
  const paid = sale.lines.reduce((sum, line) => sum + line.gross - line.discount, 0);
  const units = sale.lines.reduce((sum, line) => sum + line.qty, 0);
  const of = { order: sale.id, sku: sale.lines[0]!.offer.sku.sku };
  for (const [index, fee] of shop.traits.fees.entries()) {
    if (fee.code === 'C220' && shop.fulfilment !== 'fba') continue;
    const amount = share(paid, fee.rate ?? 0) + usd((fee.perUnitUsd ?? 0) * units);
    const charge = {
      name: fee.name,
      code: fee.code,
      amount,
      at: sale.shippedAt,
      id: `${sale.id}:${fee.name}`,
    };
    emitCharge(shop, charge, sale.tie + 50 + index, emit, of);
  }
  const { refund } = sale;
  if (refund && refund.condition !== 'sellable') {
    const amount = usd(2.4 * refund.qty ** 0.9);
    const charge = {
      name: 'ReturnProcessing',
      code: 'C250',
      amount,
      at: refund.at,
      id: `${sale.id}:ReturnProcessing`,
    };
    emitCharge(shop, charge, sale.tie + 56, emit, of);
  }
}

/** Monthly fees of a shop: the subscription on the first, storage on the fifth. */
export function emitMonthlyFees(world: World, shop: Shop, day: number, emit: Emit): void {
  const date = new Date(day * dayLength).getUTCDate();
  const tie = 10_000 + shop.index;
  // Four in the morning UTC is the same calendar month everywhere we sell but for a few hours; the zone decides.
  const at = day * dayLength + 4 * 3_600_000;
  const charge = (name: string, code: string, usd: number) => {
    const amount = toMinor(world.fx.fromUsd(usd, shop.currency, day), shop.currency);
    emitCharge(shop, { name, code, amount, at, id: `${shop.id}:${name}:${isoDay(day)}` }, tie, emit);
  };
  if (date === 1 && shop.traits.subscriptionUsd > 0)
    charge('Subscription', 'C210', shop.traits.subscriptionUsd);
  if (date === 5) {
    const units = world.byShop[shop.index]!.reduce((sum, { base }) => sum + base, 0);
    const level = 0.9 + 0.2 * uniform(world.settings.seed, 51, shop.index, day);
    charge('StorageFee', 'C230', Math.max(20, units * 60 * 0.021 * level));
  }
}
