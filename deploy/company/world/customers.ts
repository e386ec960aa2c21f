import { type Random, uniform } from '../random.ts';
import { ordersPerDay, type Plan } from '../simulation/plan.ts';
import type { Shop } from './shops.ts';
import type { World } from './world.ts';

/** Share of a shop's orders that come with a buyer known to the platform; the rest are guests. */
const knownShare = 0.6;

/**
 * The buyers of each shop, numbered in the order in which they came. Nothing is remembered: who has joined by a day
 * and how each behaves follows from the numbers, so any day can be told again.
 */
export class Customers {
  private readonly world: World;
  private readonly plan: Plan;
  /** By shop: how many have joined by the end of each day since the first. */
  private readonly joined: number[][];
  private readonly share: number[];

  constructor(world: World, plan: Plan) {
    this.world = world;
    this.plan = plan;
    this.joined = world.shops.map(() => []);
    const { unitsPerDay } = world.settings;
    this.share = world.byShop.map((own) => own.reduce((sum, { base }) => sum + base, 0) / unitsPerDay);
  }

  /** The buyer of an order, if the channel and the buyer let us know. */
  choose(shop: Shop, day: number, random: Random): number | undefined {
    if (!shop.traits.buyerVisible || !random.chance(knownShare)) return undefined;
    const before = this.countBy(shop, day - 1);
    const now = this.countBy(shop, day);
    const dense = day >= this.plan.denseDay;
    if ((random.chance(dense ? 0.6 : 0.4) || before === 0) && now > before)
      return random.between(before, now - 1);
    const recent = dense && random.chance(0.9) ? this.countBy(shop, day - 12) : 0;
    for (let tries = 0; tries < 12 && before > recent; tries++) {
      const candidate = random.between(recent, before - 1);
      if (random.chance(this.appetite(shop, candidate, day))) return candidate;
    }
    return now > before ? now - 1 : undefined;
  }

  /** Numbers of those who join on a day: from the first, up to but without the second. */
  joining(shop: Shop, day: number): readonly [number, number] {
    return [this.countBy(shop, day - 1), this.countBy(shop, day)];
  }

  /** Most come once; some come again for a while; a few for years. */
  private appetite(shop: Shop, customer: number, day: number): number {
    const { seed } = this.world.settings;
    const age = day - this.world.settings.firstDay - this.dayJoined(shop, customer);
    const lifetime = 30 - 240 * Math.log(1 - uniform(seed, 32, shop.index, customer));
    if (age > lifetime) return 0.004;
    const kind = uniform(seed, 31, shop.index, customer);
    if (kind < 0.5) return 0.02;
    if (kind < 0.8) return 0.15;
    return kind < 0.95 ? 0.5 : 1;
  }

  /** Day of joining, counted from the first day. */
  private dayJoined(shop: Shop, customer: number): number {
    const counts = this.joined[shop.index]!;
    let low = 0;
    let high = counts.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (counts[middle]! > customer) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private countBy(shop: Shop, day: number): number {
    const { firstDay, seed } = this.world.settings;
    const index = day - firstDay;
    if (index < 0 || !shop.traits.buyerVisible) return 0;
    const counts = this.joined[shop.index]!;
    while (counts.length <= index) {
      const at = firstDay + counts.length;
      const orders = Math.min(20_000, ordersPerDay(this.plan, at)) * this.share[shop.index]!;
      const mean = orders * knownShare * (at >= this.plan.denseDay ? 0.6 : 0.4);
      const joins = Math.floor(mean + uniform(seed, 33, shop.index, at));
      counts.push((counts.at(-1) ?? 0) + joins);
    }
    return counts[index]!;
  }
}
