import { weekday, yearShare } from '../days.ts';
import { Random, uniform } from '../random.ts';
import type { Offer } from '../world/assortment.ts';
import { liftOf } from '../world/campaigns.ts';
import { holidayFactor } from '../world/holidays.ts';
import { weeklyProfile } from '../world/markets.ts';
import type { World } from '../world/world.ts';

const elasticity = -1.6;

/** Price of an offer on a day, minor units; list prices move a little each quarter. */
export function priceOn(world: World, offer: Offer, day: number): number {
  const drift = 0.96 + 0.08 * uniform(world.settings.seed, 21, offer.index, Math.floor(day / 91));
  return Math.max(1, Math.round(offer.price * drift));
}

/** Discount of an offer on a day as a share of its price; promotions run from Monday to Sunday. */
export function promotionOn(world: World, offer: Offer, day: number): number {
  const { seed } = world.settings;
  const week = Math.floor((day + 3) / 7);
  if (uniform(seed, 22, offer.index, week) > 0.07) return 0;
  return 0.1 + 0.05 * Math.floor(5 * uniform(seed, 23, offer.index, week));
}

/** Where a SKU stands between launch and phase-out, and its growth; 1 is a grown article at the end of history. */
function lifeFactor(world: World, offer: Offer, day: number): number {
  const { launchDay, phaseOutDay, growth } = offer.sku;
  if (day < launchDay) return 0;
  const ramp = Math.min(1, 0.15 + (day - launchDay) / 70);
  const decline = phaseOutDay !== undefined && day > phaseOutDay ? Math.exp((phaseOutDay - day) / 50) : 1;
  return ramp * decline * growth ** ((day - world.settings.firstDay - 730) / 365);
}

/** Sees a day's demand, offer by offer. What changes weekly is computed weekly. */
export class Demand {
  private readonly world: World;
  private week = -1;
  /** Base, life cycle, growth, price and promotion of each offer. */
  private readonly weekly: Float64Array;

  constructor(world: World) {
    this.world = world;
    this.weekly = new Float64Array(world.offers.length);
  }

  /** Units that buyers of a shop want on a day, in the order of its offers. */
  unitsOf(shop: number, day: number, adstock: readonly number[]): number[] {
    this.prepare(day);
    const { world } = this;
    const offers = world.byShop[shop]!;
    const first = offers[0];
    if (!first) return [];
    const { country, market } = first.shop;
    const random = new Random(world.settings.seed, 'demand', shop, day);
    const lift = this.lift(shop, adstock);
    const mood = Math.exp(0.12 * random.normal());
    const common = weeklyProfile[weekday(day)]! * holidayFactor(country, day) * lift * mood;
    const phase = yearShare(day);
    return offers.map((offer) => {
      const { peak, swing } = offer.sku.category;
      const shift = market.southern && swing > 0.4 && peak < 0.8 ? 0.5 : 0;
      const season = 1 + swing * Math.cos(2 * Math.PI * (phase - peak + shift));
      const mean = this.weekly[offer.index]! * common * season;
      return random.poisson(mean * (0.6 + 0.8 * random.next()));
    });
  }

  /** What advertising does to a shop's demand, as a factor. */
  lift(shop: number, adstock: readonly number[]): number {
    let lift = 1;
    for (const campaign of this.world.campaigns) {
      if (campaign.shop.index === shop) lift += liftOf(campaign, adstock[campaign.index]!);
    }
    return lift;
  }

  private prepare(day: number): void {
    const week = Math.floor((day + 3) / 7);
    if (week === this.week) return;
    this.week = week;
    for (const offer of this.world.offers) {
      const price = priceOn(this.world, offer, day) / offer.price;
      const promotion = promotionOn(this.world, offer, day);
      const life = lifeFactor(this.world, offer, week * 7);
      this.weekly[offer.index] = offer.base * life * price ** elasticity * (1 + 3.5 * promotion);
    }
  }
}
