import { toMinor } from '../money.ts';
import { Random } from '../random.ts';
import type { Sku } from './catalogue.ts';
import type { FxRates } from './fx.ts';
import type { Shop, StockNode } from './shops.ts';

/** A SKU on sale in a shop. */
export type Offer = {
  index: number;
  shop: Shop;
  sku: Sku;
  /** Units a day at the end of history, before seasons and everything else. */
  base: number;
  /** Price at the beginning, minor units of the shop's currency. */
  price: number;
  slot: StockSlot;
};

/** A SKU kept at a node. */
export type StockSlot = {
  index: number;
  node: StockNode;
  sku: Sku;
  /** Units a day that leave it, on average. */
  demand: number;
};

export type Assortment = {
  offers: Offer[];
  byShop: Offer[][];
  slots: StockSlot[];
  /** The same slots, what moves most first. */
  slotsByDemand: StockSlot[];
};

/** Which shop sells what, at which price, out of which stock; scaled to `unitsPerDay` over the group. */
export function createAssortment(
  seed: number,
  shops: readonly Shop[],
  skus: readonly Sku[],
  fx: FxRates,
  firstDay: number,
  unitsPerDay: number,
): Assortment {
  const offers: Offer[] = [];
  const slots = new Map<string, StockSlot>();
  const byShop = shops.map((shop) => {
    const random = new Random(seed, 'assortment', shop.id);
    const breadth = 0.035 + 0.15 * Math.min(1, shop.weight / 8);
    const own: Offer[] = [];
    for (const sku of skus) {
      // What sells everywhere is listed nearly everywhere; the tail only here and there.
      if (!random.chance(Math.min(0.9, breadth * (1 + 60 / (sku.index + 30))))) continue;
      const key = `${shop.node.id}|${sku.index}`;
      const slot = slots.get(key) ?? { index: slots.size, node: shop.node, sku, demand: 0 };
      slots.set(key, slot);
      const index = offers.length;
      const offer: Offer = {
        index,
        shop,
        sku,
        base: shop.weight * sku.popularity * Math.exp(0.5 * random.normal()),
        price: priceOf(sku, shop, fx, firstDay, random),
        slot,
      };
      offers.push(offer);
      own.push(offer);
    }
    return own;
  });
  const scale = unitsPerDay / offers.reduce((sum, offer) => sum + offer.base, 0);
  for (const offer of offers) {
    offer.base *= scale;
    offer.slot.demand += offer.base;
  }
  const all = [...slots.values()];
  const slotsByDemand = [...all].sort((a, b) => b.demand - a.demand || a.index - b.index);
  return { offers, byShop, slots: all, slotsByDemand };
}

/** A price that looks like one: 24.99, 2490 yen, 18,990 pesos. */
function priceOf(sku: Sku, shop: Shop, fx: FxRates, day: number, random: Random): number {
  const { currency, market, taxMode } = shop;
  const tax = taxMode === 'included' ? 1 + market.taxRate * 0.6 : 1;
  const usd = sku.priceUsd * market.priceLevel * tax * (0.94 + 0.12 * random.next());
  const exact = fx.fromUsd(usd, currency, day);
  if (shop.digits === 0) return Math.max(90, Math.round(exact / 100) * 100 - 10);
  return Math.max(99, toMinor(Math.round(exact), currency) - 1);
}
