import { Random } from '../random.ts';
import { spendOn } from '../world/campaigns.ts';
import type { World } from '../world/world.ts';
import type { DayState, OpenPurchase } from './day-state.ts';
import type { Demand } from './demand.ts';
import { ordersPerDay, type Plan } from './plan.ts';
import { placePurchases, type Receipt, receive } from './purchasing.ts';

/** Units of an offer that one order line takes. */
export type Portion = { offer: number; qty: number };

/** What a day brings, before it is told as orders. */
export type Day = {
  day: number;
  /** Order lines by shop, in the order in which buyers come. */
  portions: Portion[][];
  /** Units by shop that buyers wanted and nobody had. */
  lost: number[];
  /** By campaign, minor units. */
  spend: number[];
  receipts: Receipt[];
  purchases: OpenPurchase[];
};

/** Lines of an order, on average. */
export const linesPerOrder = 1.25;

/** The smallest line worth writing, such that about as many lines are written as the plan's orders need. */
export function lineSizeFor(world: World, orders: number): number {
  const wanted = orders * linesPerOrder;
  if (wanted >= world.settings.unitsPerDay / 3) return 1;
  let low = 1;
  let high = world.settings.unitsPerDay;
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    const lines = world.offers.reduce((sum, { base }) => sum + Math.min(1, base / middle), 0);
    if (lines > wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** Advances the company by one day: deliveries come in, buyers come, stock goes out, new goods are ordered. */
export function stepDay(world: World, plan: Plan, demand: Demand, state: DayState, lineSize: number): Day {
  const day = state.day + 1;
  const { seed, unitsPerDay } = world.settings;
  const receipts = receive(world, state, day);
  const spend = world.campaigns.map((campaign) => spendOn(seed, campaign, day));
  for (const { index, decay } of world.campaigns) {
    state.adstock[index] = spend[index]! + decay * state.adstock[index]!;
  }
  const orders = ordersPerDay(plan, day);
  const unitsPerLine = unitsPerDay / (orders * linesPerOrder);
  const coarse = lineSize > 1 && day < plan.denseDay;
  const lost = world.shops.map(() => 0);
  const portions = world.shops.map((shop) => {
    const wanted = demand.unitsOf(shop.index, day, state.adstock);
    const random = new Random(seed, 'portions', shop.index, day);
    const own: Portion[] = [];
    for (const [at, offer] of world.byShop[shop.index]!.entries()) {
      const slot = offer.slot.index;
      const sold = Math.min(wanted[at]!, state.stock[slot]!);
      lost[shop.index]! += wanted[at]! - sold;
      state.stock[slot]! -= sold;
      if (sold === 0) continue;
      if (!coarse) {
        split(own, offer.index, sold, unitsPerLine, random);
        continue;
      }
      state.carried[offer.index]! += sold;
      const qty = Math.floor(state.carried[offer.index]!);
      if (qty < lineSize) continue;
      state.carried[offer.index]! -= qty;
      own.push({ offer: offer.index, qty });
    }
    return shuffle(own, random);
  });
  const purchases = placePurchases(world, state, day);
  state.day = day;
  return { day, portions, lost, spend, receipts, purchases };
}

function split(into: Portion[], offer: number, units: number, perLine: number, random: Random): void {
  for (let left = units; left > 0; ) {
    const qty = Math.min(
      left,
      perLine < 1.5 ? (random.chance(0.9) ? 1 : 2) : 1 + random.poisson(perLine - 1),
    );
    into.push({ offer, qty });
    left -= qty;
  }
}

function shuffle<T>(items: T[], random: Random): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.between(0, last);
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
  return items;
}
